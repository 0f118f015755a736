/**
 * Imports point one way (docs/architecture.md). `tests/check-imports.ts` first runs these rules on
 * tests/fixtures/import-direction, where each must fail, and only then on the product.
 */
const FLOORS = require('./tests/import-floors.cjs');

const DOMAINS =
  'survey|ishikawa|workshop|issues|projects|shifts|people|organisation|leave|notify|commitments|feeds|outside|discussion|search|decisions|areas|goals';

const from = (path, pathNot) => ({ path, ...(pathNot ? { pathNot } : {}) });
const rule = (name, comment, fromPart, toPart) => ({
  name,
  severity: 'error',
  comment,
  from: fromPart,
  to: toPart,
});

/** The files of a part, components apart; those of `.` lie in the domain's own folder. */
const modulesOf = (root, part) => (part === '.' ? `${root}/[^/]+$` : `${root}/${part}/(?!ui/)`);

/** One rule for each part of a domain, and one for its components. */
const floorRules = ([domain, { floors, shared, uiAbove }]) => {
  const root = `^src/lib/${domain}`;
  const parts = floors.flatMap((floor, level) =>
    floor.map((part) => {
      const below = [part, ...floors.slice(0, level).flat()].map((other) => modulesOf(root, other));
      return rule(
        `${domain}-floor-of-${part === '.' ? 'root' : part}`,
        'A part stands on the floors below it (tests/import-floors.cjs).',
        from(modulesOf(root, part), '\\.test\\.ts$'),
        { path: `${root}/`, pathNot: below.join('|') },
      );
    }),
  );
  const common = ['$1', ...shared].join('|');
  const above = uiAbove.length > 0 ? `(?!(${uiAbove.join('|')})/)` : '';
  const components = rule(
    `${domain}-components-apart`,
    'Components of one part use those of another only where they are made for it (tests/import-floors.cjs).',
    from(`${root}/${above}([^/]+)/ui/`.replace('(?!(', '(?!(?:')),
    { path: `${root}/[^/]+/ui/`, pathNot: `${root}/(${common})/ui/` },
  );
  return domain === 'tabular' ? parts : [...parts, components];
};

module.exports = {
  forbidden: [
    ...Object.entries(FLOORS).flatMap(floorRules),
    rule('no-cycle', 'Nothing may need itself, not even for a type.', {}, { circular: true }),
    rule('base-knows-nobody', 'base/ holds words without a domain.', from('^src/lib/base/'), {
      path: '^(src|server)/',
      pathNot: '^src/lib/base/',
    }),
    rule(
      'tabular-knows-base-alone',
      'Reading tables from files serves any domain and knows none.',
      from('^src/lib/tabular/', '\\.test\\.ts$'),
      { path: '^(src|server)/', pathNot: '^src/lib/(base|tabular)/' },
    ),
    rule(
      'design-system-knows-no-domain',
      'ui/ and sync/ stand on base/ (and texts) alone.',
      from('^src/lib/(ui|sync)/'),
      { path: '^(src/lib|server|src/routes)/', pathNot: '^src/lib/(base|ui|sync|i18n)/' },
    ),
    rule(
      'texts-know-no-domain',
      'i18n/ stands on base/; its error components are built from ui/.',
      from('^src/lib/i18n/'),
      { path: '^(src/lib|server|src/routes)/', pathNot: '^src/lib/(base|i18n|ui)/' },
    ),
    rule(
      'forms-know-no-domain',
      'forms/ sends what any domain asks for; it stands on base/, i18n/ and ui/.',
      from('^src/lib/forms/'),
      { path: '^(src/lib|server|src/routes)/', pathNot: '^src/lib/(base|forms|i18n|ui)/' },
    ),
    rule(
      'page-knows-no-domain',
      'Templates of pages are filled by routes; they stand on base/, i18n/, ui/, forms/ and patterns/.',
      from('^src/lib/page/'),
      { path: '^(src/lib|server|src/routes)/', pathNot: '^src/lib/(base|forms|i18n|page|patterns|ui)/' },
    ),
    rule(
      'patterns-know-no-domain',
      'Patterns are filled by domains; they stand on base/, i18n/, ui/ and forms/.',
      from('^src/lib/patterns/'),
      { path: '^(src/lib|server|src/routes)/', pathNot: '^src/lib/(base|forms|i18n|patterns|ui)/' },
    ),
    rule(
      'live-knows-no-domain',
      'live/ says that something changed; what it is, pages ask for. It stands on base/, i18n/ and ui/.',
      from('^src/lib/live/'),
      { path: '^(src/lib|server|src/routes)/', pathNot: '^src/lib/(base|live|i18n|ui)/' },
    ),
    rule(
      'trail-is-above-the-domains',
      'The trail shows things of every domain; none of them, nor what they stand on, knows it; Home is above both.',
      from(`^src/lib/(?!trail/|home/)`),
      { path: '^src/lib/trail/' },
    ),
    rule(
      'home-is-above-all',
      'Home is put together from everything; only pages know it.',
      from(`^src/lib/(?!home/)`),
      { path: '^src/lib/home/' },
    ),
    rule(
      'audit-knows-no-domain',
      'The audit log names actions of all domains and reads none of them; it stands on base/, i18n/, ui/ and patterns/.',
      from('^src/lib/audit/', '\\.test\\.ts$'),
      { path: '^(src/lib|server|src/routes)/', pathNot: '^src/lib/(audit|base|i18n|patterns|ui)/' },
    ),
    rule(
      'only-workshop-knows-ishikawa',
      'The one edge between two domains: a workshop shows a fishbone.',
      from(`^src/lib/(?!workshop/|ishikawa/)(${DOMAINS})/`),
      { path: '^src/lib/ishikawa/' },
    ),
    rule(
      'domains-stand-alone',
      'A domain may know itself, people, and workshop may know ishikawa; the others meet in routes or commands.',
      from(`^src/lib/(${DOMAINS})/`),
      {
        path: `^src/lib/(${DOMAINS})/`,
        pathNot: '^src/lib/($1|people|ishikawa)/',
      },
    ),
    rule(
      'pure-modules-are-pure',
      'Plain .ts of a domain runs in Node, worker and browser: only its own folder, people and base.',
      from(`^src/lib/(${DOMAINS})/(?!ui/|[^/]+/ui/)`, '\\.svelte(\\.test)?\\.ts$|\\.test\\.ts$'),
      {
        path: '^(src/(lib|routes)|server)/',
        pathNot: '^src/lib/($1|people|base|tabular|ishikawa)/(?!ui/|[^/]+/ui/)',
      },
    ),
    rule(
      'pages-know-the-server-by-type-only',
      'A value import of #server would make a second App beside the one that runs.',
      from('^src/'),
      { path: '^server/', dependencyTypesNot: ['type-only'] },
    ),
    rule(
      'server-runs-without-a-compiler',
      'Node loads neither .svelte nor rune files, and knows no $app.',
      from('^(server|cli|bin)/', '^server/dev-platform\\.js$'),
      { path: '\\.svelte(\\.ts)?$|^\\$app|^src/routes/' },
    ),
    rule(
      'server-domains-meet-through-commands',
      'Another domain is asked through its commands (with the context that they need), never through its store.',
      from(`^server/(${DOMAINS})/`, '\\.test\\.ts$'),
      {
        path: `^server/(${DOMAINS})/(?!commands|[a-z]+-(commands|context))`,
        // Sending a mail is no domain's.
        pathNot: '^server/($1|people)/|^server/notify/mail\\.ts$',
      },
    ),
    rule(
      'app-is-on-top',
      'app.ts composes; nothing that it composes may import it.',
      from('^server/', '^server/(main|serve|http|pages-.*|app|demo/prepare-demo)\\.ts$|\\.test\\.ts$'),
      { path: '^server/(app|main|serve)\\.ts$', dependencyTypesNot: ['type-only'] },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '\\.svelte-kit|^build/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.js', '.svelte', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'svelte', 'default'],
    },
  },
};
