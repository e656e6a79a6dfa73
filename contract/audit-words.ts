/** The words of the audit, apart from its schemas: a page that offers them needs no zod. */
export const auditActions = [
  'login',
  'login.end',
  'login.theft',
  'logout',
  'password.change',
  'user.create',
  'user.update',
  'user.delete',
  'key.create',
  'key.revoke',
  'session.create',
  'session.update',
  'session.delete',
  'session.transfer',
  'session.reveal',
  'session.sync',
  'session.connect',
  'session.pairphone',
  'session.disconnect',
  'session.logout',
  'link.create',
  'link.revoke',
  'link.start',
  'link.code',
] as const;

/** `refused`: the caller's fault, or not now; `failed`: ours, or the service's. */
export const auditOutcomes = ['ok', 'refused', 'failed'] as const;
