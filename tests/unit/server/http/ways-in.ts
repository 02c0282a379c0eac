import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

export const root = path.resolve(import.meta.dirname, '../../../..');

export const sourceOf = (file: string): string => readFileSync(path.join(root, file), 'utf8');

/** Every source file below a folder, as a path from the root of the repository. */
export function sourcesBelow(folder: string): string[] {
  const found = readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' });
  return found
    .filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.d.ts'))
    .map((file) => path.posix.join(folder, file.split(path.sep).join('/')))
    .sort();
}

const USE_SERVER = /^\s*['"]use server['"]/m;
const USER_ACTION = /export const (\w+) = userAction\((\w+)\);/g;

export interface WaysIn {
  /** Pages and route handlers by file, actions by file and name. */
  readonly keys: readonly string[];
  /** Server code that is reachable from outside but is not made by the one wrapper. */
  readonly unwrapped: readonly string[];
}

/** All that a stranger can reach: pages, route handlers and server actions. */
export function waysIn(): WaysIn {
  const keys: string[] = [];
  const unwrapped: string[] = [];
  for (const file of [...sourcesBelow('app'), ...sourcesBelow('components')]) {
    const text = sourceOf(file);
    if (file.startsWith('app/') && /\/(page|route)\.tsx?$/.test(file)) keys.push(file);
    if (!USE_SERVER.test(text)) continue;
    const actions = [...text.matchAll(USER_ACTION)].map((match) => `${file}#${match[1] ?? ''}`);
    keys.push(...actions);
    const exports = [...text.matchAll(/^export\b/gm)].length;
    if (exports !== actions.length || !/^['"]use server['"]/.test(text)) unwrapped.push(file);
  }
  return { keys: keys.sort(), unwrapped };
}

const resolveImport = (from: string, specifier: string): string | undefined => {
  const base = specifier.startsWith('@/')
    ? specifier.slice(2)
    : specifier.startsWith('.')
      ? path.posix.join(path.posix.dirname(from), specifier)
      : undefined;
  return base === undefined
    ? undefined
    : [`${base}.ts`, `${base}.tsx`].find((file) => existsSync(path.join(root, file)));
};

/** The files a file imports for their values, inside this repository. */
export const importsOf = (file: string): string[] =>
  [...sourceOf(file).matchAll(/^import (?!type\b)[^'";]*?from '([^']+)';/gms)].flatMap((match) => {
    const target = resolveImport(file, match[1] ?? '');
    return target === undefined ? [] : [target];
  });

const SERVICE_FILE = /^lib\/server\/services\/(\w+\/[\w-]+)\.ts$/;
/** What may stand between a way in and its services: parts of the page beside it, and the doors. */
const BETWEEN = /^(app\/|lib\/server\/(http\/in|auth)\/)/;

/** The services a file reaches, directly or through the parts of its page and the doors. */
export function servicesReached(file: string, isService: (name: string) => boolean): string[] {
  const seen = new Set<string>();
  const services = new Set<string>();
  const visit = (current: string): void => {
    if (seen.has(current)) return;
    seen.add(current);
    for (const target of importsOf(current)) {
      const name = SERVICE_FILE.exec(target)?.[1];
      if (name !== undefined && isService(name)) services.add(name);
      else if (BETWEEN.test(target) && !USE_SERVER.test(sourceOf(target))) visit(target);
    }
  };
  visit(file);
  return [...services].sort();
}

/** The service that each action of a file wraps. */
export function servicesOfActions(file: string): Readonly<Record<string, string>> {
  const text = sourceOf(file);
  const origins = new Map(
    [...text.matchAll(/^import \{([^}]*)\} from '@\/lib\/server\/services\/([^']+)';/gm)].flatMap((match) =>
      (match[1] ?? '').split(',').map((name) => [name.trim(), match[2] ?? ''] as const),
    ),
  );
  return Object.fromEntries(
    [...text.matchAll(USER_ACTION)].map((match) => [match[1] ?? '', origins.get(match[2] ?? '') ?? 'unknown']),
  );
}
