import tseslint from 'typescript-eslint';

const STRAIGHT_QUOTE_IN_VIETNAMESE = String.raw`/"[^"]*[\u00C0-\u1EF9]|[\u00C0-\u1EF9][^"]*"/`;
const time = [
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'The present comes from the kernel clock.' },
  { selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']", message: 'The present comes from the kernel clock.' },
];
const types = [{ selector: "TSAsExpression:not([typeAnnotation.type='TSTypeReference'][typeAnnotation.typeName.name='const'])", message: 'No assertions of types; parse at the border.' }];
const quotes = ['Literal[value=', 'TemplateElement[value.raw='].map((text) => ({ selector: `${text}${STRAIGHT_QUOTE_IN_VIETNAMESE}]`, message: 'Vietnamese is quoted with “ and ”.' }));

/** Strict, type-aware, no escape hatches; `no-restricted-syntax` holds the product's own rules about time and about the Vietnamese that people read. */
export default tseslint.config(
  { ignores: ['dist/**', 'dist-bench/**', 'node_modules/**', '.local/**', 'client/**', '*.cjs', '*.js', 'test/harness/*.js'] },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'as', objectLiteralTypeAssertions: 'never' }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/explicit-module-boundary-types': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/no-extraneous-class': 'off',
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
      eqeqeq: 'error',
      'no-console': 'error',
      'no-restricted-syntax': ['error', ...time, ...types],
    },
  },
  { files: ['server/**'], rules: { 'no-restricted-syntax': ['error', ...time, ...types, ...quotes] } },
  // What a terminal shows is copied from there, and HTML is quoted in its own way.
  { files: ['server/administrator-command.ts', 'server/platform/{postgres,startup,views}/**'], rules: { 'no-restricted-syntax': ['error', ...time, ...types] } },
  { files: ['server/kernel/clock.ts', 'test/**'], rules: { 'no-restricted-syntax': 'off' } },
  { files: ['test/**'], rules: { 'max-lines': 'off', '@typescript-eslint/no-unsafe-assignment': 'off', '@typescript-eslint/no-unsafe-member-access': 'off', '@typescript-eslint/no-unsafe-argument': 'off' } },
);
