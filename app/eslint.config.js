import js from '@eslint/js';
import globals from 'globals';

const STATIC = 'src/main/resources/static';
/** Scripts that run before the first paint are no modules: a module would wait for the page. */
const BEFORE_PAINT = [`${STATIC}/theme.js`, `${STATIC}/blur.js`];

export default [
  { ignores: ['target/'] },
  js.configs.recommended,
  {
    rules: {
      eqeqeq: 'error',
      'max-lines': ['error', 300],
      'no-var': 'error',
      'prefer-const': 'error',
    },
  },
  { files: [`${STATIC}/*.js`], languageOptions: { globals: globals.browser } },
  { files: BEFORE_PAINT, languageOptions: { sourceType: 'script' } },
  { files: ['src/test/js/*.js'], languageOptions: { globals: globals.node } },
];
