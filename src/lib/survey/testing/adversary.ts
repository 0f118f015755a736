/** The rank of a matrix of whole numbers, exactly, by fractions without division (Bareiss). */
function rankOf(rows: readonly (readonly number[])[]): number {
  const matrix = rows.map((row) => row.map(BigInt));
  const width = matrix[0]?.length ?? 0;
  let rank = 0;
  for (let column = 0; column < width && rank < matrix.length; column++) {
    const pivot = matrix.findIndex((row, i) => i >= rank && row[column] !== 0n);
    if (pivot < 0) continue;
    const [row] = matrix.splice(pivot, 1);
    if (!row) break;
    matrix.splice(rank, 0, row);
    const head = row[column] ?? 0n;
    for (let i = rank + 1; i < matrix.length; i++) {
      const other = matrix[i];
      const factor = other?.[column] ?? 0n;
      if (!other || factor === 0n) continue;
      for (let j = 0; j < width; j++) other[j] = (other[j] ?? 0n) * head - (row[j] ?? 0n) * factor;
    }
    rank++;
  }
  return rank;
}

/**
 * What somebody who has seen the figures of some groups can work out by sums and differences: groups of 1
 * to threshold - 1 people, and secrets. `atoms` are people, groups are lists of atoms. Exact, and slow.
 */
export function findRecovered(
  atoms: readonly number[],
  question: {
    seen: readonly (readonly number[])[];
    secrets: readonly (readonly number[])[];
    threshold: number;
  },
): string[] {
  const { seen, secrets, threshold } = question;
  const vector = (members: readonly number[]): number[] => {
    const row = atoms.map(() => 0);
    for (const atom of members) row[atom] = 1;
    return row;
  };
  const visible = seen.map(vector);
  const rank = rankOf(visible);
  const recovered = secrets
    .filter((members) => rankOf([...visible, vector(members)]) === rank)
    .map((members) => `secret ${members.join()}`);
  // Every small group of people there is: any of them may be what differences of large groups leave.
  const small = atoms.flatMap((people, atom) => (people > 0 && people < threshold ? [atom] : []));
  const tryAll = (from: number, group: readonly number[], people: number): void => {
    if (group.length > 0 && rankOf([...visible, vector(group)]) === rank)
      recovered.push(`atoms ${group.join()}`);
    for (let i = from; i < small.length; i++) {
      const atom = small[i] ?? 0;
      const more = people + (atoms[atom] ?? 0);
      if (more < threshold) tryAll(i + 1, [...group, atom], more);
    }
  };
  tryAll(0, [], 0);
  return recovered;
}
