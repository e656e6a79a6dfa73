/** Pairing links. */
import { NewPairingLink, NewPairingLinkBody, PairingLinksData } from '../links.ts';
import { GoneData } from '../people.ts';
import type { Operation } from './operation.ts';

const tag = 'Pairing links';
const links = '/api/admin/whatsapp/sessions/{id}/pairing-links';
const scopes = ['sessions:read', 'sessions:qr', 'sessions:act'] as const;

export const linkOperations: Operation[] = [
  {
    id: 'createLink',
    method: 'post',
    path: links,
    tag,
    summary: 'Make a pairing link',
    description: 'The URL is shown this once; its token stands behind a #, so that no log has it.',
    who: 'signedIn',
    scopes,
    body: NewPairingLinkBody,
    bodyOptional: true,
    code: 201,
    data: NewPairingLink,
  },
  {
    id: 'listLinks',
    method: 'get',
    path: links,
    tag,
    summary: "A session's open pairing links",
    who: 'signedIn',
    scopes,
    data: PairingLinksData,
  },
  {
    id: 'revokeLink',
    method: 'delete',
    path: `${links}/{linkId}`,
    tag,
    summary: 'End a pairing link',
    who: 'signedIn',
    scopes,
    data: GoneData,
    refusals: { 404: ['not_found'] },
  },
  {
    id: 'listAllLinks',
    method: 'get',
    path: '/api/admin/pairing-links',
    tag,
    summary: 'Every open pairing link',
    description: 'Of the sessions that the caller may pair.',
    who: 'signedIn',
    scopes,
    data: PairingLinksData,
  },
];
