/** The first admin as a program: what a test asks of the gateway beside what it does in a browser. */
import { createRest, signIn, type Rest } from '../sdk/index.ts';
import type { Session } from '../contract/session.ts';
import { admin } from './product.ts';

export interface AdminClient {
  rest: Rest;
  /** One that holds for a while. */
  token(): Promise<string>;
  /** The session as it is committed now. */
  session(id: string): Promise<Session>;
  /** Makes somebody who may sign in with the admin's password. */
  addUser(email: string, name: string, role: 'admin' | 'operator' | 'viewer'): Promise<void>;
  /** Makes something under /api/admin. */
  make(path: string, body?: object): Promise<void>;
  /** What the demo's drawer can do: `scan`, `unlink`, `down` … */
  demo(act: string, body?: object): Promise<void>;
}

export async function signInAsAdmin(url: string): Promise<AdminClient> {
  const source = signIn(url, admin.email, admin.password);
  const rest = createRest(url, { token: source });
  const fresh = async () => (typeof source === 'function' ? source({ fresh: false }) : source);
  async function post(path: string, body: object): Promise<void> {
    const answer = await fetch(url + path, {
      method: 'POST',
      headers: { authorization: `Bearer ${await fresh()}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
  }

  return {
    rest,
    token: fresh,
    async session(id) {
      const found = (await rest.list()).sessions.find((session) => session.id === id);
      if (!found) throw new Error(`There is no session ${id}.`);
      return found;
    },
    make: (path, body = {}) => post(`/api/admin${path}`, body),
    addUser: (email, name, role) => post('/api/admin/users', { email, name, role, password: admin.password }),
    demo: (act, body = {}) => post(`/api/demo/${act}`, body),
  };
}
