import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse as parseMessage } from '@formatjs/icu-messageformat-parser';
import { parse } from 'svelte/compiler';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { loadMessages, type Namespace, NAMESPACES, SERVER_NAMESPACES } from '#lib/i18n/catalogue.ts';

/** What holds for the texts of the whole product, seen from its sources. */
const ROOT = join(import.meta.dirname, '..');
const sources = globSync('{src,server,bin}/**/*.{ts,svelte}', { cwd: ROOT })
  .filter((file) => !/\.test\.ts$|\/i18n\/(en|pl)\//.test(file))
  .map((file) => ({ file, text: readFileSync(join(ROOT, file), 'utf8') }));
const english = await loadMessages('en', NAMESPACES);
const polish = await loadMessages('pl', NAMESPACES);
const firstWords = new Set(Object.keys(english).map((key) => key.split('.', 1)[0]));

/** Keys of which a part comes from data: a role, a state, a step. The star stands for that part, or the end does. */
const DYNAMIC = [
  'account.letters.kind.',
  'account.letters.hint.',
  'audit.',
  'areas.direction.',
  'areas.import.field.',
  'areas.standing.',
  'areas.target.',
  'areas.worsening.',
  'standards.state.',
  'maturity.stage.',
  'maturity.stageHint.',
  'goals.direction.',
  'goals.state.',
  'goals.target.',
  'commitments.act.',
  'commitments.answer.',
  'commitments.done.',
  'commitments.reasonOf.',
  'commitments.side.',
  'commitments.state.',
  'rhythms.done.',
  'rhythms.purpose.',
  'rhythms.question.',
  'rhythms.standing.',
  'rhythms.unit.',
  'decisions.act.',
  'decisions.choice.',
  'decisions.do.',
  'decisions.done.',
  'decisions.group.',
  'decisions.state.',
  'decisions.waits.',
  'afterwards.state.',
  'outside.is.',
  'outside.outcome.',
  'outside.until.',
  'outside.word.',
  'feeds.gone.',
  'feeds.part.',
  'feeds.title.',
  'access.notice.',
  'published.cell.',
  'published.group.',
  'dashboard.period.',
  'facets.likertOrder.',
  'file.quoting.',
  'import.join.',
  'import.repaired.',
  'measure.small.',
  'measure.small.short.',
  'crosstab.form.',
  'crosstab.refused.',
  'insights.group.',
  'comments.group.',
  'error.',
  'form.amount.',
  'form.day.',
  'evidence.file.',
  'evidence.footprint.group.',
  'evidence.footprint.reason.',
  'evidence.footprint.verdict.',
  'evidence.metric.',
  'glyph.',
  'home.group.',
  'home.setup.',
  'home.setup.do.',
  'home.setup.holidays.',
  'home.setup.line.',
  'home.next.',
  'home.next.does.',
  'home.goingOn.',
  'home.beginning.',
  'organisation.holiday.',
  'organisation.line.',
  'organisation.season.kind.',
  'organisation.section.',
  'organisation.state.',
  'organisation.week.holidays.',
  'leave.kind.',
  'notify.digest.rhythm.',
  'notify.empty.',
  'notify.kind.',
  'notify.outbox.kind.',
  'notify.outbox.reason.',
  'notify.outbox.state.',
  'notify.shelf.',
  'notify.state.',
  'leave.state.',
  'editor.do.',
  'editor.export.',
  'editor.import.as.',
  'editor.import.mode.',
  'editor.placeholder.',
  'ishikawa.template.',
  'issues.*Hint',
  'glyph.',
  'issues.band.',
  'shortcuts.page.',
  'issues.column.',
  'issues.from.',
  'issues.rating.',
  'issues.view.',
  'ratings.kind.',
  'ratings.kindHint.',
  'bands.why.',
  'effect.verdict.',
  'home.effects.',
  'effect.caveat.',
  'effect.basis.',
  'effect.alongside.',
  'measured.goesWith.',
  'measured.level.',
  'measured.parting.',
  'organisation.steps.',
  'organisation.borders.',
  'projects.column.',
  'charter.check.',
  'charter.gap.',
  'charter.kind.',
  'charter.opinion.',
  'charter.section.',
  'charter.template.',
  'organisation.projects.need.',
  'projects.change.work.',
  'projects.reopened.',
  'issues.scale.',
  'issues.state.',
  'issues.triage.',
  'issues.triage.do.',
  'issues.triage.said.',
  'issues.owner.',
  'issues.import.field.',
  'issues.import.as.',
  'issues.import.unread.',
  'locale.',
  'nav.group.',
  'people.consequence.',
  'people.import.column.',
  'people.effect.',
  'people.part.',
  'people.level.',
  'people.state.',
  'people.column.',
  'people.view.',
  'people.many.',
  'people.import.fact.',
  'people.competence.level.',
  'people.team.kind.',
  'people.resting.state.',
  'people.resting.nobody.',
  'people.resting.one.',
  'people.resting.only.',
  'people.team.state.',
  'prepare.brief.guests.',
  'prepare.brief.organisationGoal.',
  'issues.causes.',
  'issues.causes.way.',
  'prepare.check.',
  'prepare.leader.point.',
  'prepare.knowledge.',
  'prepare.mailing.',
  'prepare.missing.',
  'prepare.state.',
  'search.kind.',
  'search.kinds.',
  'picture.mark.',
  'projects.health.',
  'projects.line.',
  'cover.item.',
  'running.bar.',
  'running.news.',
  'running.outcome.',
  'running.recovery.side.',
  'running.recovery.state.',
  'running.standing.',
  'rhythms.purpose.',
  'rhythms.question.',
  'projects.move.',
  'projects.ending.',
  'projects.follows.',
  'projects.issueFollows.',
  'projects.nobodySigns.',
  'projects.onlyInvolvedSign.',
  'projects.part.',
  'projects.state.',
  'portfolio.season.',
  'effect.side.',
  'month.event.',
  'join.doorSet.',
  'join.doorIs.',
  'role.',
  'entries.defining.',
  'room.icebreaker.',
  'room.late.',
  'room.offer.',
  'entries.pulseValue.',
  'entries.removed.',
  'shifts.done.',
  'shifts.objection.',
  'shifts.swap.',
  'articles.known.',
  'rota.own.',
  'stories.state.',
  'stories.reason.',
  'stories.answer.',
  'stories.asksYou.',
  'asking.hand.',
  'asking.state.',
  'volumes.fault.',
  'volumes.field.',
  'tracker.news.',
  'findings.kind.',
  'findings.severity.',
  'findings.text.',
  'shifts.group.',
  'shifts.feedback.title.',
  'shifts.feedback.say.',
  'shifts.report.fate.',
  'shifts.report.contacts.few.',
  'shifts.report.contacts.column.',
  'shifts.round.',
  'home.confirming.',
  'shifts.programme.asked.',
  'shifts.programme.asksAgain.',
  'shifts.programme.lacks.',
  'shifts.programme.line.',
  'shifts.rota.conflict.',
  'shifts.rota.why.',
  'shifts.rota.wish.',
  'rota.choice.',
  'rota.choiceName.',
  'rota.done.',
  'rota.mode.',
  'rota.proof.',
  'rota.refused.',
  'shifts.tour.',
  'shifts.day.attendance.',
  'shifts.day.said.',
  'shifts.day.standing.',
  'shifts.day.step.',
  'shifts.scope.',
  'file.dateOrder.',
  'file.reason.encoding.',
  'columns.reason.date.',
  'columns.reason.reversed.',
  'file.fault.',
  'measure.how.',
  'measure.kind.',
  'measure.group.',
  'import.passport.*Rows',
  'privacy.kind.',
  'import.profile.privacy.',
  'file.platform.',
  'columns.role.',
  'import.rowReason.',
  'import.rowTreatment.',
  'import.treatment.',
  'published.withheld.',
  'theme.',
  'trail.makes.',
  'trail.none.',
  'trail.step.',
  'room.view.',
  'prepare.seat.',
  'programme.do.',
  'evidence.kind.',
  'evidence.lint.',
  'minutes.',
  'programme.builtIn.',
  'programme.builtIn.lead.',
  'programme.refusal.',
  'workshop.copy.part.',
  'programme.state.',
  'ballots.rate.',
  'programme.stage.',
  'evidence.status.',
  'evidence.status.set.',
  'workshop.template.',
  'ballots.vote.',
  'wall.section.',
  'meeting.kind.',
  'meeting.kindLead.',
  'meeting.kinds.',
  'meeting.section.',
  'meeting.state.',
  'wall.slide.*',
  'wall.turnout.*',
  'wall.secret.*',
];

/** Words that are the same in every language, and what stands for a key of the keyboard. */
const ALLOWED_TEXT = /^(?:Herringbone|n|p|G|g|K|SVG|PNG|Parquet|Markdown|Ctrl( [KZ])?|Esc)$/;

test('every key that a source names is in the catalogues', () => {
  const missing: string[] = [];
  for (const { file, text } of sources) {
    for (const [, argument = ''] of text.matchAll(/\bi18n\.(?:t|text)\(\s*((?:[^()'`]|'[^']*')+?)[,)]/g)) {
      for (const [, key = ''] of argument.matchAll(/'([^']+)'/g)) {
        if (/^[a-z]+\.[\w.-]+$/.test(key) && !(key in english)) missing.push(`${file}: ${key}`);
      }
    }
    for (const [, key = ''] of text.matchAll(/\b(?:reason|message|code): '([a-z]+\.[\w.-]+)'/g)) {
      if (firstWords.has(key.split('.', 1)[0] ?? '') && !(key in english)) missing.push(`${file}: ${key}`);
    }
  }
  expect(missing).toEqual([]);
});

test('a refusal hands its text the values that the text takes', async () => {
  const typed = sourceOf('src/lib/i18n/message-arguments.ts');
  const wanted = new Map<string, string[]>();
  visitNodes(typed, (node) => {
    if (
      ts.isPropertySignature(node) &&
      ts.isStringLiteral(node.name) &&
      node.type &&
      ts.isTypeLiteralNode(node.type)
    )
      wanted.set(
        node.name.text,
        node.type.members.map((member) => member.name?.getText() ?? ''),
      );
  });
  const faults: string[] = [];
  let looked = 0;
  for (const { file } of sources.filter(({ file }) => file.endsWith('.ts'))) {
    visitNodes(sourceOf(file), (node) => {
      if (!ts.isObjectLiteralExpression(node)) return;
      const key = ['reason', 'message']
        .map((name) => initializer(node, name))
        .find((value) => value && ts.isStringLiteral(value));
      const names = key && ts.isStringLiteral(key) && wanted.get(key.text);
      if (!names) return;
      looked += 1;
      const given = initializer(node, 'values');
      // What is no literal was put together elsewhere; its parts cannot be read here.
      const isElsewhere = node.properties.some((property) => property.name?.getText() === 'values');
      if (isElsewhere && !(given && ts.isObjectLiteralExpression(given))) return;
      const has = (given && ts.isObjectLiteralExpression(given) ? [...given.properties] : []).map(
        (property) => property.name?.getText(),
      );
      for (const name of names)
        if (!has.includes(name)) faults.push(`${file}: ${key.getText()} without {${name}}`);
    });
  }
  expect({ faults, hasLooked: looked > 10 }).toEqual({ faults: [], hasLooked: true });
});

/** Whose texts a catalogue holds: a file is what a page loads at once, and may hold several parts of a domain. */
const DOMAINS_OF: Readonly<Record<Namespace, readonly string[]>> = {
  base: [],
  people: ['people'],
  organisation: ['organisation'],
  leave: ['leave'],
  notify: ['notify'],
  areas: ['areas'],
  goals: ['goals'],
  survey: ['survey', 'tabular'],
  analysis: ['survey'],
  comments: ['survey'],
  ishikawa: ['ishikawa'],
  workshop: ['workshop'],
  meeting: ['workshop'],
  join: ['workshop'],
  room: ['workshop'],
  wall: ['workshop'],
  evidence: ['workshop'],
  prepare: ['workshop'],
  after: ['workshop'],
  issues: ['issues'],
  projects: ['projects', 'charter'],
  shifts: ['shifts'],
  rota: ['shifts'],
  tourday: ['shifts'],
  knowing: ['shifts'],
  roundfeedback: ['shifts'],
  roundreport: ['shifts'],
  serving: ['shifts'],
  asking: ['shifts'],
  volumes: ['shifts'],
  tracker: ['shifts'],
  trail: ['trail', 'audit'],
  commitments: ['commitments'],
  rhythms: ['rhythms'],
  decisions: ['decisions'],
  discussion: ['discussion'],
  feeds: ['feeds'],
  outside: ['outside'],
  mail: ['mail'],
};
/** What belongs to no domain: pages and frames of the whole product, its forms and its access. */
const BASE_WORDS =
  'access action agreement base day error figure filter form glyph home live locale nav page palette role search shortcuts state status table theme'.split(
    ' ',
  );

test('a key begins with the word of its part: a folder of its domain, or the domain', async () => {
  for (const namespace of [...NAMESPACES, ...SERVER_NAMESPACES]) {
    const domains = DOMAINS_OF[namespace];
    const parts = domains.flatMap((domain) => [
      domain,
      ...globSync(`src/lib/${domain}/*/`, { cwd: ROOT }).map((folder) => basename(folder)),
    ]);
    const words = new Set(namespace === 'base' ? BASE_WORDS : parts);
    if (namespace === 'people') words.add('profile'); // the page of one's own account
    const keys = Object.keys(await loadMessages('en', [namespace]));
    const strange = keys.filter((key) => !words.has(key.split('.', 1)[0] ?? ''));
    expect([namespace, strange]).toEqual([namespace, []]);
  }
});

test('every text of the catalogues is used somewhere', () => {
  const all = sources.map(({ text }) => text).join('\n');
  const named = new Set([...all.matchAll(/['"`]([a-z][\w-]*(?:\.[\w-]+)+)['"`]/g)].map(([, key]) => key));
  const patterns = DYNAMIC.map((pattern) => {
    const [before = '', after = ''] = pattern.split('*').map((part) => RegExp.escape(part));
    const end = pattern.includes('*') ? `${after}\`` : '';
    return {
      pattern,
      isUsed: new RegExp(`\`${before}\\$\\{[^}]*\\}${end}`).test(all),
      matches: new RegExp(`^${before}.*${after}$`),
    };
  });
  const unusedPatterns = patterns.filter(({ isUsed }) => !isUsed).map(({ pattern }) => pattern);
  const unused = Object.keys(english).filter(
    (key) => !named.has(key) && !patterns.some(({ matches }) => matches.test(key)),
  );
  expect({ unused, unusedPatterns }).toEqual({ unused: [], unusedPatterns: [] });
});

/** Numbers that are names, years of publications, examples, or the 95 % of every interval: no limit of ours. */
const NUMBERS_ALLOWED = [
  /^(ishikawa|workshop)\.template\./,
  /^form\.(amount|day)\.|^shifts\.rota\.time$/,
  /^file\.(fault|decimal|dateOrder)\./,
  /^file\.reason\.(encoding|zone|dates|platform)\.|^columns\.reason\./,
  /\.how(\.|$)|[sS]ource$|interval$|^facets\.bar$|^dashboard\.(columns\.lead|trend\.caption|compare\.interval)$/,
  /^drivers\.(replicates|tie|map\.lead)$|^minutes\.(sealsLead|completenessText)$/,
  /^columns\.role\.nps$|^measure\.kind\.top-two-box$|^editor\.keys$|^formats\.fault\.badLevel$/,
  /^evidence\.(metric\.outside-scale|footprint\.difference)$/, // what the trade fixes: NPS, shares, intervals
  /^prepare\.slide\.(strip|point)$/,
  /^segments\.noneWhy$|^prepare\.seatsLead$|^programme\.timerExtend$|^programme\.(builtIn|scale\.rounded)/, // from 2 on; seats one by one; the button's minute
];
const NUMBER =
  /\d|\b(?:three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty|forty|fifty|sixty|hundred|thousand|[mb]illion)\b/i;

test('a limit stands in no text: whoever knows the constant hands it over', async () => {
  const english = await loadMessages('en', [...NAMESPACES, ...SERVER_NAMESPACES]);
  const written = Object.entries(english).filter(([, text]) =>
    NUMBER.test(literalOf(parseMessage(text, { ignoreTag: true }))),
  );
  expect(NUMBER.test(literalOf(parseMessage('{n, plural, other {# of thirty}}')))).toBe(true);
  expect(
    written.map(([key]) => key).filter((key) => !NUMBERS_ALLOWED.some((allowed) => allowed.test(key))),
  ).toEqual([]);
});

/** The words of a message that are written as they stand, in all its forms. */
function literalOf(elements: ReturnType<typeof parseMessage>): string {
  return elements
    .map((element) => {
      if ('options' in element)
        return Object.values(element.options)
          .map(({ value }) => literalOf(value))
          .join(' ');
      return element.type === 0 ? element.value : '';
    })
    .join(' ');
}

test('texts are written in Latin letters, with real quotation marks and no stray spaces', () => {
  const faults: string[] = [];
  for (const [language, messages] of Object.entries({ english, polish })) {
    for (const [key, text] of Object.entries(messages)) {
      if (/[^\p{Script=Latin}\p{Script=Common}\u03a3\u03b1-\u03c9]/u.test(text))
        faults.push(`${language} ${key}: letters`);
      if (/"| {2}|^\s|\s$|\.\.\./.test(text)) faults.push(`${language} ${key}: "${text}"`);
      if (text.includes('⟦')) faults.push(`${language} ${key}: brackets of a missing text`);
    }
  }
  expect(faults).toEqual([]);
});

test('no sentence stands in the markup of a component: all of them come from the catalogues', () => {
  const faults: string[] = [];
  for (const { file, text } of sources) {
    if (!file.endsWith('.svelte') || file.startsWith('src/routes/dev/')) continue;
    for (const literal of literalsOf(text)) {
      const words = literal.replace(/[^\p{L}\s]/gu, '').trim();
      if (words !== '' && !ALLOWED_TEXT.test(words)) faults.push(`${file}: "${literal}"`);
    }
  }
  expect(faults).toEqual([]);
});

test('the search for sentences in the markup finds them', () => {
  const bad = `<p title="Read me">Hello {name}</p><style>p { color: red }</style><input aria-label="Say {x} it" />`;
  expect(literalsOf(bad)).toEqual(['Read me', 'Hello', 'Say', 'it']);
});

function sourceOf(file: string): ts.SourceFile {
  return ts.createSourceFile(file, readFileSync(join(ROOT, file), 'utf8'), ts.ScriptTarget.Latest, true);
}

function visitNodes(node: ts.Node, look: (node: ts.Node) => void): void {
  look(node);
  ts.forEachChild(node, (child) => visitNodes(child, look));
}

function initializer(object: ts.ObjectLiteralExpression, name: string): ts.Expression | undefined {
  const property = object.properties.find((candidate) => candidate.name?.getText() === name);
  return property && ts.isPropertyAssignment(property) ? property.initializer : undefined;
}

const SPOKEN = ['title', 'label', 'lead', 'alt', 'placeholder', 'aria-label', 'caption', 'hint'];

/** Literal pieces of text between tags, and in attributes that somebody reads or hears. */
function literalsOf(component: string): string[] {
  const found: string[] = [];
  visit(parse(component, { modern: true }).fragment, false);
  return found;

  function visit(node: unknown, isSpoken: boolean): void {
    if (Array.isArray(node)) {
      for (const item of node) visit(item, isSpoken);
      return;
    }
    if (typeof node !== 'object' || node === null || !('type' in node)) return;
    if (node.type === 'Text' && 'data' in node && isSpoken) {
      const text = String(node.data).replace(/\s+/g, ' ').trim();
      if (text !== '') found.push(text);
    }
    if (node.type === 'StyleDirective') return;
    if (node.type === 'Attribute' && 'name' in node && 'value' in node) {
      if (SPOKEN.includes(String(node.name))) visit(node.value, true);
      return;
    }
    const isMarkup = node.type === 'Fragment' || isSpoken;
    for (const [name, child] of Object.entries(node)) {
      if (name !== 'metadata' && name !== 'parent') visit(child, isMarkup);
    }
  }
}
