/** The rooms of lib/quant from left to right: a room imports itself and what stands to its left. */
export const QUANT_ROOMS = [
  'math',
  'market',
  'features',
  'risk',
  'forecast',
  'optimize',
  'policy',
  'strategy',
  'trading',
  'backtest',
  'planning',
  'advice',
  'monitoring',
];

/**
 * @param {string} name
 * @param {string} comment
 * @param {import('dependency-cruiser').IForbiddenRuleType['from']} from
 * @param {import('dependency-cruiser').IForbiddenRuleType['to']} to
 * @returns {import('dependency-cruiser').IForbiddenRuleType}
 */
const refuse = (name, comment, from, to) => ({ name, severity: 'error', comment, from, to });

const roomRules = QUANT_ROOMS.slice(0, -1).map((room, index) =>
  refuse(
    `quant-${room}-looks-left`,
    `lib/quant/${room} may import itself and rooms to its left only.`,
    { path: `^lib/quant/${room}/` },
    { path: `^lib/quant/(${QUANT_ROOMS.slice(index + 1).join('|')})/` },
  ),
);

const config = {
  forbidden: [
    refuse('no-circular', 'Two files that need each other are one subject, or hide a third.', {}, { circular: true }),
    refuse('unresolvable', 'An import must lead somewhere.', { pathNot: '^\\.next' }, { couldNotResolve: true }),
    refuse('base-imports-nothing', 'lib/base stands alone.', { path: '^lib/base/' }, { pathNot: '^lib/base/' }),
    refuse(
      'quant-is-pure',
      'lib/quant imports lib/base and itself: no package, no node module.',
      { path: '^lib/quant/' },
      { pathNot: '^lib/(base|quant)/' },
    ),
    ...roomRules,
    refuse(
      'shared-is-both-sides',
      'lib/shared imports lib/base and zod.',
      { path: '^lib/shared/' },
      { pathNot: ['^lib/(base|shared)/', 'node_modules/zod/'] },
    ),
    refuse(
      'codec-maps-contract-and-quant',
      'lib/codec sees base, quant and shared.',
      { path: '^lib/codec/' },
      { pathNot: '^lib/(base|quant|shared|codec)/' },
    ),
    refuse(
      'server-does-not-render',
      'lib/server never imports app or components.',
      { path: '^lib/' },
      { path: '^(app|components)/' },
    ),
    refuse(
      'app-uses-doors',
      'app sees services, http/in, auth, shared, base and components.',
      { path: '^app/' },
      { path: '^lib/', pathNot: '^lib/(base|shared|server/services|server/http/in|server/auth)/' },
    ),
    refuse(
      'components-are-client-safe',
      'components see base and shared; codec and quant only inside a *.worker.ts.',
      { path: '^components/', pathNot: '\\.worker\\.ts$' },
      { path: '^lib/', pathNot: '^lib/(base|shared)/' },
    ),
    refuse(
      'workers-are-client-safe',
      'a browser worker never reaches the server.',
      { path: '^components/.*\\.worker\\.ts$' },
      { path: '^(lib/server|app)/' },
    ),
    refuse(
      'services-are-the-way-in',
      'database, store, adapters and jobs are entered through services and entries.',
      { path: '^lib/server/(db|store|adapters|audit|live|compute|http/out)/' },
      { path: '^lib/server/(services|entry|http/in)/' },
    ),
    refuse(
      'no-test-code-in-product',
      'the product does not import tests.',
      { path: '^(app|components|lib|scripts)/' },
      { path: '^(tests|bench)/' },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(lib/server/db/generated|bench/peers|\\.next|\\.ballast|dist|node_modules/\\.)' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json', '.css'],
      conditionNames: ['import', 'types', 'node', 'default'],
      exportsFields: ['exports'],
    },
  },
};

export default config;
