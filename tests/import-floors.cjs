/**
 * The parts of the large domains, floor by floor: a part stands on the floors below it and on nothing beside
 * or above it. `.` is the domain's own folder. Components (`PART/ui`) may use the plain modules of any part of
 * their domain; of other parts' components only those that are `shared`, unless their part is named in
 * `uiAbove`. Read by `.dependency-cruiser.cjs`, and by `check-imports.ts`, which proves every floor.
 */
module.exports = {
  tabular: {
    floors: [['table'], ['privacy', 'file'], ['read']],
    shared: [],
    uiAbove: [],
  },
  survey: {
    floors: [
      ['privacy', 'wave'],
      ['columns', 'charts', 'insights'],
      ['measure'],
      ['drivers', 'segments', 'facets', 'questions'],
      ['crosstab'],
      ['comments'],
      ['effect'],
      ['import', 'dashboard', 'published', 'analyse'],
    ],
    shared: ['measure', 'charts', 'insights'],
    uiAbove: ['dashboard'],
  },
  workshop: {
    floors: [
      ['.', 'write', 'evidence', 'ballots', 'join', 'meeting'],
      ['programme', 'prepare', 'entries', 'seen', 'replay'],
      ['wall'],
      ['room', 'minutes', 'templates'],
    ],
    shared: [],
    uiAbove: ['entries', 'write', 'minutes', 'wall'],
  },
  issues: {
    floors: [['.'], ['measured'], ['ratings', 'bands', 'years']],
    shared: ['measured'],
    uiAbove: [],
  },
  ishikawa: {
    floors: [['.'], ['doc', 'layout'], ['picture', 'replay'], ['formats'], ['editor']],
    shared: ['picture'],
    uiAbove: [],
  },
};
