import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import { defineConfig, globalIgnores } from 'eslint/config';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

export default defineConfig(
	globalIgnores(['build/', '.svelte-kit/', 'data/', 'test-results/', 'static/', '**/node_modules/']),
	js.configs.recommended,
	svelte.configs.recommended,
	{
		files: ['**/*.ts', '**/*.svelte'],
		extends: [ts.configs.recommendedTypeChecked],
		languageOptions: {
			parserOptions: { projectService: true, extraFileExtensions: ['.svelte'] },
		},
		rules: {
			// TypeScript knows better which names exist.
			'no-undef': 'off',
			'@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
			'@typescript-eslint/switch-exhaustiveness-check': 'error',
			// A port may be async and one of its adapters not.
			'@typescript-eslint/require-await': 'off',
		},
	},
	// Kit's tsconfig, which the editor's project service finds, leaves these out.
	...[
		['src/service-worker.ts', 'tsconfig.worker.json'],
		['*.config.ts', 'tsconfig.tools.json'],
	].map(([file, project]) => ({
		files: [file],
		languageOptions: { parserOptions: { projectService: false, project } },
	})),
	{
		files: ['**/*.svelte', '**/*.svelte.ts'],
		languageOptions: { parserOptions: { parser: ts.parser, svelteConfig } },
	},
	{
		files: ['**/*.svelte'],
		// Types are svelte-check's: here, every component would have the whole program made anew.
		extends: [ts.configs.disableTypeChecked],
		languageOptions: { parserOptions: { projectService: false } },
		rules: {
			// The app is always served from the root of its own origin.
			'svelte/no-navigation-without-resolve': 'off',
		},
	},
	{ files: ['**/*.js', '**/*.mjs'], languageOptions: { globals: globals.node } },
	prettier,
	svelte.configs.prettier,
);
