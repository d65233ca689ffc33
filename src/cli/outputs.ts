import type { Options } from '../commands/options.ts';
import type { Output } from '../commands/values.ts';
import { checkWritable } from './private-file.ts';
import { UsageError } from './usage-error.ts';

/** What is rendered, and where to. */
export interface Outputs {
  /** Undefined: standard output stays empty. */
  readonly stdout: Output['format'] | undefined;
  readonly files: readonly { readonly format: Output['format']; readonly file: string }[];
}

/** @throws UsageError when two renderings want the same place, or a file cannot be written */
export async function planOutputs(options: Options, cwd: string): Promise<Outputs> {
  const given: readonly Output[] = options.format ?? [];
  const files = given.flatMap(({ format, file }) => (file === undefined ? [] : [{ format, file }]));
  const plain = given.filter(({ file }) => file === undefined);
  const [first, second] = plain;
  if (first !== undefined && second !== undefined) {
    throw new UsageError(
      `--format ${first.format} and --format ${second.format} both go to standard output.`,
      `Send one of them to a file: --format ${second.format}=FILE`,
    );
  }
  const places = [...files.map(({ file }) => file), ...(options.save === undefined ? [] : [options.save])];
  const twice = places.find((file, index) => places.indexOf(file) !== index);
  if (twice !== undefined) throw new UsageError(`two outputs go to ${twice}.`, 'Give each a file of its own.');
  for (const { format, file } of files) await checkWritable({ option: `--format ${format}=`, path: file, cwd });
  if (options.save !== undefined) await checkWritable({ option: '--save', path: options.save, cwd });
  // A report in a file does not take the place of the one on the screen.
  return { stdout: first?.format ?? 'text', files };
}
