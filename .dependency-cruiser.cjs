/** The walls of the architecture: every one at error level, no exemption. */
const order = [
  'library', 'audit-trail', 'attachments', 'people', 'records', 'vendors', 'systems', 'contracts', 'risk-assessments', 'questionnaires', 'signing', 'access-grants',
  'clocks', 'incidents', 'violations', 'handovers',
  'imports', 'search', 'reports', 'home', 'demonstration',
];
const ground = ['library', 'audit-trail', 'attachments', 'people', 'records'];
const registers = [...ground, 'vendors', 'systems', 'contracts'];
const before = {
  library: [],
  'audit-trail': [],
  attachments: ['library', 'audit-trail'],
  people: ['library', 'audit-trail', 'attachments'],
  records: ['library', 'audit-trail', 'attachments', 'people'],
  vendors: ground,
  systems: ground,
  contracts: [...ground, 'vendors', 'systems'],
  'risk-assessments': registers,
  questionnaires: [...registers, 'risk-assessments'],
  signing: [...registers, 'risk-assessments'],
  'access-grants': [...registers, 'risk-assessments', 'signing'],
  clocks: [...registers, 'access-grants'],
  incidents: [...registers, 'access-grants', 'clocks'],
  violations: [...registers, 'risk-assessments', 'signing', 'access-grants', 'clocks', 'incidents'],
  handovers: [...registers, 'risk-assessments', 'questionnaires', 'signing', 'access-grants', 'clocks', 'incidents', 'violations'],
  imports: registers,
  search: registers,
  reports: [...registers, 'imports'],
  home: registers,
  demonstration: order.filter((room) => room !== 'demonstration'),
};
const anyRoom = `^server/(${order.join('|')})/`;

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-orphans', severity: 'error', from: { orphan: true, path: '^server/', pathNot: '(main|create-administrator|check-evidence|check-templates)\\.ts$' }, to: {} },
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
