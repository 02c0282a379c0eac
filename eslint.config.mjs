import next from 'eslint-config-next';
import tseslint from 'typescript-eslint';

/** What may never appear inside lib/quant: anything that waits, reads a clock, draws randomness or reaches the world. */
const IMPURE_GLOBALS = [
  'Date',
  'performance',
  'crypto',
  'fetch',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'queueMicrotask',
  'process',
  'Buffer',
  'console',
  'Worker',
  'localStorage',
  'window',
  'document',
  'navigator',
  'globalThis',
];

const IMPURE_SYNTAX = [
  { selector: 'AwaitExpression', message: 'lib/quant is synchronous.' },
  { selector: ':function[async=true]', message: 'lib/quant is synchronous.' },
  { selector: 'NewExpression[callee.name="Promise"]', message: 'lib/quant is synchronous.' },
  { selector: 'MemberExpression[object.name="Promise"]', message: 'lib/quant is synchronous.' },
  { selector: 'MemberExpression[object.name="Math"][property.name="random"]', message: 'Pass a random source in.' },
  { selector: 'ImportExpression', message: 'lib/quant loads nothing.' },
  {
    selector: 'LogicalExpression[operator="??"] > Literal[value=0].right',
    message: 'Never answer a missing index with `?? 0`.',
  },
];

/** Where components and hooks live; elsewhere the rules about them would only cost time. */
const PAGES = ['**/*.tsx', 'app/**/*.ts', 'components/**/*.ts'];

export default tseslint.config(
  {
    ignores: [
      'bench/peers/.venv/**',
      'node_modules/**',
      '.next/**',
      '.ballast/**',
      'dist/**',
      'next-env.d.ts',
      'lib/server/db/generated/**',
      'lib/shared/catalogue.generated.ts',
      'tests/planted/**',
    ],
  },
  ...next.map((config) => (config.files === undefined ? config : { ...config, files: PAGES })),
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: true }],
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      'max-lines': ['error', { max: 400, skipBlankLines: false, skipComments: false }],
      'max-lines-per-function': ['error', { max: 70, skipBlankLines: true, skipComments: true }],
      'max-params': ['error', 4],
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Only lib/server/env.ts reads the environment.' },
      ],
      'no-console': 'error',
      eqeqeq: 'error',
    },
  },
  {
    files: ['app/**/*.tsx', 'components/**/*.tsx'],
    rules: { 'max-lines-per-function': ['error', { max: 150, skipBlankLines: true, skipComments: true }] },
  },
  {
    // Kernels walk typed arrays inside proven bounds: `a[i]!` states that, and costs nothing at run time.
    files: ['lib/quant/**/*.ts'],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      'no-restricted-globals': ['error', ...IMPURE_GLOBALS],
      'no-restricted-syntax': ['error', ...IMPURE_SYNTAX],
      'max-params': ['error', 6],
    },
  },
  {
    files: [
      'lib/server/env.ts',
      'tests/**',
      'bench/**',
      '*.config.ts',
      'next.config.ts',
      'prisma.config.ts',
      'playwright.config.ts',
      'scripts/**',
    ],
    rules: { 'no-restricted-properties': 'off' },
  },
  {
    files: ['tests/**/*.ts', 'tests/**/*.tsx', 'bench/**/*.ts'],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      'max-lines-per-function': 'off',
      'no-console': 'off',
    },
  },
  { files: ['lib/server/entry/**/*.ts', 'scripts/**/*.ts'], rules: { 'no-console': 'off' } },
);
