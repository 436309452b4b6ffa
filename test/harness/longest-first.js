import { statSync } from 'node:fs';

/** What takes longest, longest first: begun last, it would be waited for with one of the two cores idle. */
const longest = [
  'interrupted-starts.long', 'access-histories.long', 'every-page-in-depth.long', 'imports.long', 'interrupted-containment.long', 'exports.long', 'resumable-upload.long', 'contracts-pages.long',
  'every-page.test', 'permission-matrix.test', 'statement-counts.test', 'use-cases/demonstration.test', 'start-and-stop.test', 'other-agency.test', '/journeys/',
];

function placeOf(path) {
  const place = longest.findIndex((part) => path.includes(part));
  return place === -1 ? longest.length : place;
}

/** The order in which test files begin: those known to be long, then the larger files. The same on a machine that never ran them. */
export default class LongestFirst {
  sort(tests) {
    return tests
      .map((test) => ({ test, place: placeOf(test.path), size: statSync(test.path).size }))
      .sort((one, other) => one.place - other.place || other.size - one.size)
      .map(({ test }) => test);
  }

  shard(tests, { shardIndex, shardCount }) {
    return this.sort(tests).filter((_, index) => index % shardCount === shardIndex - 1);
  }

  allFailedTests(tests) {
    return tests;
  }

  cacheResults() {}
}
