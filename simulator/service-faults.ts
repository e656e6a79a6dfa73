import type { Answer } from './answers.ts';
import { failure } from './answers.ts';
import type { Service } from './service.ts';

/** How the service misbehaves as a whole. */
export interface ServiceFaults {
  /** Real milliseconds that every answer is late. */
  slowMs: number;
  /** Calls are taken and never answered. */
  hang: boolean;
  error500: boolean;
  /** A proxy's HTML page instead of an answer. */
  garbage: boolean;
  /** What something in front of the service says instead of it. */
  instead: { status: number; body: string; contentType: string } | null;
  /** Share of database calls that fail for a moment, 0 to 1. */
  sqliteHiccups: number;
  /** Only calls whose `METHOD /path` contains this are touched; all when empty. */
  only: string;
}

export function noFaults(sqliteHiccups = 0): ServiceFaults {
  return {
    slowMs: 0,
    hang: false,
    error500: false,
    garbage: false,
    instead: null,
    sqliteHiccups,
    only: '',
  };
}

/** What the service's faults make of a call: an answer of theirs, no answer at all, or nothing. */
export async function spoil(
  faults: ServiceFaults,
  service: Service,
  template: string,
): Promise<Answer | 'hang' | null> {
  const lateMs = service.options.answerDelayMs + (touches(faults, template) ? faults.slowMs : 0);
  if (lateMs > 0) await new Promise((resolve) => setTimeout(resolve, lateMs));
  if (!touches(faults, template)) return null;
  if (faults.hang) return 'hang';
  if (faults.error500) return failure(500, 'internal server error');
  if (faults.instead) return faults.instead;
  if (faults.garbage) {
    const body = '<html><body><h1>502 Bad Gateway</h1></body></html>';
    return { status: 502, body, contentType: 'text/html' };
  }
  if (template !== 'GET /session/status' && Math.random() < faults.sqliteHiccups) {
    if (template === 'GET /admin/users') return failure(500, 'problem accessing DB');
    if (template === 'POST /admin/users') return failure(500, 'database error');
    const text = 'database is locked (5) (SQLITE_BUSY)';
    return failure(500, template === 'POST /webhook' ? `could not set webhook: ${text}` : text);
  }
  return null;
}

function touches(faults: ServiceFaults, template: string): boolean {
  return faults.only === '' || template.includes(faults.only);
}
