/** The walls of the architecture: every one at error level, no exemption. */
const order = ['library', 'audit-trail', 'records', 'people', 'vendors', 'systems', 'contracts', 'home', 'demonstration'];
const before = {
  library: [],
  'audit-trail': [],
  records: ['library', 'audit-trail'],
  people: ['library', 'audit-trail', 'records'],
  vendors: ['library', 'audit-trail', 'people', 'records'],
  systems: ['library', 'audit-trail', 'people', 'records'],
  contracts: ['library', 'audit-trail', 'people', 'records', 'vendors', 'systems'],
  home: ['library', 'audit-trail', 'people', 'records', 'vendors', 'systems', 'contracts'],
  demonstration: ['library', 'audit-trail', 'people', 'records', 'vendors', 'systems', 'contracts', 'home'],
};
const anyRoom = `^server/(${order.join('|')})/`;

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-orphans', severity: 'error', from: { orphan: true, path: '^server/', pathNot: '(main|create-administrator|check-templates)\\.ts$' }, to: {} },
    { name: 'kernel-is-pure', severity: 'error', from: { path: '^server/kernel/' }, to: { path: '^server/(?!kernel/)' } },
    { name: 'platform-knows-no-room', severity: 'error', from: { path: '^server/platform/' }, to: { path: anyRoom } },
    { name: 'domain-imports-no-framework', severity: 'error', from: { path: '^server/[^/]+/domain/' }, to: { pathNot: '^server/(kernel/|[^/]+/domain/|[^/]+/index\\.ts$)' } },
    { name: 'persistence-stands-below', severity: 'error', from: { path: '^server/[^/]+/persistence/' }, to: { path: '^server/[^/]+/(application|web)/' } },
    { name: 'application-stands-below-web', severity: 'error', from: { path: '^server/[^/]+/application/' }, to: { path: '^server/[^/]+/web/' } },
    { name: 'web-never-touches-persistence', severity: 'error', from: { path: '^server/[^/]+/web/' }, to: { path: '^server/[^/]+/persistence/' } },
    { name: 'rooms-meet-at-their-doors', severity: 'error', from: { path: '^server/([^/]+)/' }, to: { path: `${anyRoom}.+`, pathNot: ['^server/$1/', '^server/[^/]+/index\\.ts$'] } },
    ...order.map((room) => ({
      name: `${room}-uses-earlier-rooms-only`,
      severity: 'error',
      from: { path: `^server/${room}/` },
      to: { path: anyRoom, pathNot: `^server/(${[room, ...before[room]].join('|')})/` },
    })),
    { name: 'server-needs-no-test', severity: 'error', from: { path: '^server/' }, to: { path: '^test/' } },
    { name: 'no-unlisted-packages', severity: 'error', from: { path: '^server/' }, to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'] } },
  ],
  options: { tsConfig: { fileName: 'tsconfig.json' }, tsPreCompilationDeps: true, doNotFollow: { path: 'node_modules' }, enhancedResolveOptions: { extensions: ['.ts', '.js'] } },
};
