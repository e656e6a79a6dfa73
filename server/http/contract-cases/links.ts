/** Pairing links. */
import { sessions, type Case, type World } from './case.ts';
import { hex, listOf, partly, words } from './shapes.ts';

const keep = (world: World, name: string, data: unknown) => {
  world.ids[name] = (data as { id: string }).id;
};

export const linksCases: Case[] = [
  {
    what: 'a new pairing link, whose token stands behind a #',
    prepare: async (world) => {
      const { body } = await world.call({ as: 'oscar', call: `POST ${sessions}/{own}/pairing-links` });
      keep(world, 'link', body.data);
    },
    as: 'oscar',
    call: `POST ${sessions}/{own}/pairing-links`,
    body: { expiresInMinutes: 5 },
    code: 201,
    data: partly({ url: words(/^\/pair#\S{20,}$/) }),
  },
  {
    what: 'a pairing link for two hours',
    as: 'oscar',
    call: `POST ${sessions}/{own}/pairing-links`,
    body: { expiresInMinutes: 120 },
    code: 400,
    reason: 'invalid_body',
  },
  {
    what: 'a pairing link by a viewer',
    as: 'vera',
    call: `POST ${sessions}/{own}/pairing-links`,
    code: 403,
    reason: 'forbidden',
  },
  { what: "a session's links", as: 'oscar', call: `GET ${sessions}/{own}/pairing-links`, code: 200 },
  {
    what: 'every open link',
    call: 'GET /api/admin/pairing-links',
    code: 200,
    data: { links: listOf({ sessionName: 'Toko Selatan' }) },
  },
  {
    what: 'every open link, for a viewer',
    as: 'vera',
    call: 'GET /api/admin/pairing-links',
    code: 403,
    reason: 'forbidden',
  },
  {
    what: 'an end of a link',
    as: 'oscar',
    call: `DELETE ${sessions}/{own}/pairing-links/{link}`,
    code: 200,
    data: { id: hex },
  },
  {
    what: 'an end of a link that has ended',
    as: 'oscar',
    call: `DELETE ${sessions}/{own}/pairing-links/{link}`,
    code: 404,
    reason: 'not_found',
  },
];
