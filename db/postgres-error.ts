export type DataDirProblem =
  'no_binary' | 'no_permission' | 'in_use' | 'not_a_database' | 'no_password' | 'no_start' | 'no_stop';

/** Why the embedded Postgres cannot serve. `message` is a whole sentence for whoever started the gateway. */
export class DataDirError extends Error {
  override readonly name = 'DataDirError';
  readonly code: DataDirProblem;

  constructor(code: DataDirProblem, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
  }
}

/** Runs `work`, and turns a refusal of the file system into a sentence that names the folder. */
export async function writing<T>(folder: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof DataDirError) throw error;
    const code = (error as NodeJS.ErrnoException).code ?? '';
    const why = {
      EACCES: 'there is no permission to write there',
      EPERM: 'there is no permission to write there',
      EROFS: 'it is on a read-only file system',
      ENOSPC: 'the disk is full',
      ENOTDIR: 'a part of the path is a file',
      EEXIST: 'a file has that name',
    }[code];
    if (!why) throw error;
    throw new DataDirError(
      'no_permission',
      `DATA_DIR ${folder} cannot be used: ${why}. Name another folder in DATA_DIR, or set DATABASE_URL.`,
      error,
    );
  }
}
