/** The gateway's configuration: every variable is read, checked and explained here. README.md lists them. */
import path from 'node:path';

export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];
export const logFormats = ['pretty', 'json'] as const;
export type LogFormat = (typeof logFormats)[number];

export interface Config {
  host: string;
  /** 0 takes a free one. */
  port: number;
  /** Null: our own Postgres in `dataDir`. */
  databaseUrl: string | null;
  /** Absolute. */
  dataDir: string;
  /** The Go service. Null: the built-in simulator, and every page says "Demo". */
  upstream: { url: string; adminToken: string | null } | null;
  /** Of the service's global webhook; null: pushes are refused. */
  webhookHmacKey: string | null;
  /** Null: kept in `dataDir` (secrets.ts). */
  jwtSecret: string | null;
  /** What binds tokens of other applications. */
  foreignTokens: { jwksUrl: string | null; issuer: string | null; audience: string | null };
  /** 32 bytes. Null: kept in `dataDir` (secrets.ts). */
  encryptionKey: Buffer | null;
  /** The first admin; a null password is generated and printed once. */
  firstAdmin: { email: string; password: string | null };
  /** 0: an unwatched pairing is never stopped. */
  idleMs: number;
  accessTokenMs: number;
  /** Origins as a browser sends them. */
  corsOrigins: string[];
  /** Express' "trust proxy": false, a number of hops, or addresses. */
  trustProxy: false | number | string[];
  metricsToken: string | null;
  /** A null format: pretty on a terminal, JSON elsewhere. */
  log: { level: LogLevel; format: LogFormat | null };
}

/** The configuration cannot be used. main.ts prints each problem and exits with 78 (EX_CONFIG). */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly problems: string[];

  constructor(problems: string[]) {
    super(problems.join('\n'));
    this.problems = problems;
  }
}

type Env = Readonly<Record<string, string | undefined>>;

/** @throws ConfigError that names every problem at once; values of secrets are never repeated in it. */
export function readConfig(env: Env): Config {
  const problems: string[] = [];
  const refuse = (problem: string) => void problems.push(problem);

  /** An empty variable counts as not set: that is what `FOO=` in an env file means. */
  const text = (name: string): string | null => env[name]?.trim() || null;

  function number(
    name: string,
    fallback: number,
    rule: { min: number; max: number; whole?: boolean },
  ): number {
    const given = text(name);
    if (given === null) return fallback;
    const value = /^\d+(\.\d+)?$/.test(given) ? Number(given) : NaN;
    if (value >= rule.min && value <= rule.max && (!rule.whole || Number.isInteger(value))) return value;
    refuse(
      `${name} must be a ${rule.whole ? 'whole ' : ''}number from ${rule.min} to ${rule.max}, not "${given}".`,
    );
    return fallback;
  }

  function oneOf<T extends string>(name: string, words: readonly T[]): T | null {
    const given = text(name)?.toLowerCase() ?? null;
    if (given === null) return null;
    const word = words.find((one) => one === given);
    if (!word) refuse(`${name} must be one of ${words.join(', ')}, not "${given}".`);
    return word ?? null;
  }

  function webUrl(name: string): string | null {
    const given = text(name);
    if (given === null) return null;
    const url = parseUrl(given);
    if (!url || !['http:', 'https:'].includes(url.protocol)) {
      refuse(`${name} must be a URL that begins with http:// or https://.`);
    } else if (url.username || url.password) {
      refuse(`${name} must be a URL without a user and a password.`);
    } else {
      return given;
    }
    return null;
  }

  /** What goes into an HTTP header, as it is. */
  function headerText(name: string): string | null {
    const given = text(name);
    if (given !== null && !/^[\x20-\x7e]+$/.test(given)) refuse(`${name} may have printable ASCII only.`);
    return given;
  }

  function databaseUrl(): string | null {
    const given = text('DATABASE_URL');
    if (given === null || /^postgres(ql)?:$/.test(parseUrl(given)?.protocol ?? '')) return given;
    refuse('DATABASE_URL must be a URL that begins with postgres:// or postgresql://.');
    return given;
  }

  function upstream(): Config['upstream'] {
    const given = webUrl('WHATSAPP_SERVER_API');
    const adminToken = headerText('WHATSAPP_ADMIN_TOKEN');
    if (given === null) return null;
    const url = new URL(given);
    if (url.search || url.hash) refuse('WHATSAPP_SERVER_API must be a base URL, without "?" and "#".');
    return { url: `${url.origin}${url.pathname}`.replace(/\/+$/, ''), adminToken };
  }

  function demoAllowed(): boolean {
    const given = text('DEMO')?.toLowerCase() ?? '0';
    if (!['0', '1', 'true', 'false'].includes(given)) refuse(`DEMO must be 1 or left out, not "${given}".`);
    return given === '1' || given === 'true';
  }

  function jwtSecret(): string | null {
    const given = env.JWT_SECRET || null;
    if (given !== null && given.length < 32) refuse('JWT_SECRET must have 32 characters or more.');
    return given;
  }

  function encryptionKey(): Buffer | null {
    const given = text('ENCRYPTION_KEY');
    if (given === null) return null;
    const key = Buffer.from(given, 'base64');
    const whole = /^[A-Za-z0-9+/_-]+={0,2}$/.test(given);
    if (whole && key.length === 32) return key;
    refuse('ENCRYPTION_KEY must be 32 bytes in base64; `openssl rand -base64 32` makes one.');
    return null;
  }

  function adminEmail(): string {
    const given = text('ADMIN_EMAIL') ?? 'admin@heliograph.local';
    if (!/^[^\s@]+@[^\s@]+$/.test(given)) refuse(`ADMIN_EMAIL must be an e-mail address, not "${given}".`);
    return given.toLowerCase();
  }

  function corsOrigins(): string[] {
    const listed = list(text('CORS_ORIGINS'));
    return listed.flatMap((given) => {
      const origin = parseUrl(given)?.origin;
      if (origin && /^https?:/.test(origin) && given.replace(/\/$/, '').toLowerCase() === origin)
        return [origin];
      refuse(`CORS_ORIGINS must list origins like https://admin.example.com, and "${given}" is none.`);
      return [];
    });
  }

  function trustProxy(): Config['trustProxy'] {
    const given = text('TRUST_PROXY')?.toLowerCase() ?? 'false';
    if (given === 'false') return false;
    // Trusting every hop would let anybody choose the address that limits count: the nearest one it is.
    if (given === 'true') return 1;
    if (/^\d{1,2}$/.test(given)) return Number(given) || false;
    const listed = list(given);
    if (
      listed.length > 0 &&
      listed.every((one) => /^(loopback|linklocal|uniquelocal|[0-9a-f.:]+(\/\d{1,3})?)$/.test(one))
    ) {
      return listed;
    }
    refuse(`TRUST_PROXY must be a number of proxies or a list of their addresses, not "${given}".`);
    return false;
  }

  const allowDemo = demoAllowed();
  const config: Config = {
    host: text('HOST') ?? '127.0.0.1',
    port: number('PORT', 3000, { min: 0, max: 65_535, whole: true }),
    databaseUrl: databaseUrl(),
    dataDir: path.resolve(text('DATA_DIR') ?? './data'),
    upstream: upstream(),
    webhookHmacKey: text('WHATSAPP_WEBHOOK_HMAC_KEY'),
    jwtSecret: jwtSecret(),
    foreignTokens: {
      jwksUrl: webUrl('JWT_JWKS_URL'),
      issuer: text('JWT_ISSUER'),
      audience: text('JWT_AUDIENCE'),
    },
    encryptionKey: encryptionKey(),
    firstAdmin: { email: adminEmail(), password: env.ADMIN_PASSWORD || null },
    idleMs: number('IDLE_DISCONNECT_SECONDS', 30, { min: 0, max: 86_400 }) * 1_000,
    accessTokenMs: number('ACCESS_TOKEN_MINUTES', 15, { min: 0.05, max: 1_440 }) * 60_000,
    corsOrigins: corsOrigins(),
    trustProxy: trustProxy(),
    metricsToken: headerText('METRICS_TOKEN'),
    log: { level: oneOf('LOG_LEVEL', logLevels) ?? 'info', format: oneOf('LOG_FORMAT', logFormats) },
  };

  if (config.databaseUrl !== null) {
    if (!text('WHATSAPP_SERVER_API') && !allowDemo) {
      refuse(
        'DATABASE_URL is set and WHATSAPP_SERVER_API is not: demo sessions would go into a real database. Name the service, or set DEMO=1 if that is what you want.',
      );
    }
    const why = 'where DATABASE_URL is set, since every gateway of that database needs the same one';
    if (env.JWT_SECRET === undefined || env.JWT_SECRET === '') refuse(`JWT_SECRET is required ${why}.`);
    if (text('ENCRYPTION_KEY') === null) refuse(`ENCRYPTION_KEY is required ${why}.`);
  }
  if (problems.length > 0) throw new ConfigError(problems);
  return config;
}

const list = (given: string | null) =>
  (given ?? '')
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean);

const parseUrl = (given: string) => (URL.canParse(given) ? new URL(given) : null);
