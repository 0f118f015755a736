/** Hands a file that was made in the browser to its user; the address is given back once the download took it. */
export function saveFile(file: Blob, name: string): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The click is handled before the next task; only then may the address go.
  setTimeout(() => URL.revokeObjectURL(address), 0);
}
