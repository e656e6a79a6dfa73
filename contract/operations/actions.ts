/** The seed's six calls. The service's own failures come as it words them, or as 502, 503 and 504. */
import {
  ConnectBody,
  ConnectData,
  MessageData,
  PairPhoneBody,
  PairPhoneData,
  QrData,
  StatusData,
} from '../actions.ts';
import type { Operation, Refusals } from './operation.ts';

const tag = 'Actions';
const session = '/api/admin/whatsapp/sessions/{id}';

/** What any call that needs the service may come to. */
export const serviceTrouble: Refusals = {
  502: ['upstream_unreachable', 'upstream_error'],
  503: ['upstream_unavailable'],
  504: ['upstream_timeout'],
};

export const actionOperations: Operation[] = [
  {
    id: 'connect',
    method: 'post',
    path: `${session}/connect`,
    tag,
    summary: 'Connect a session',
    description:
      'A session without a phone shows a QR code from then on. `Subscribe` left out or empty keeps the events chosen before; case is forgiven. `Immediate` is taken as the seed has it, and changes nothing: the call never waits for WhatsApp.',
    who: 'signedIn',
    scopes: ['sessions:read', 'sessions:act'],
    body: ConnectBody.strict(),
    bodyOptional: true,
    data: ConnectData,
    refusals: { 400: ['unknown_event'], 409: ['not_now'], ...serviceTrouble },
  },
  {
    id: 'status',
    method: 'get',
    path: `${session}/status`,
    tag,
    summary: 'A session, as it was seen less than a second ago',
    description:
      'Token, proxy credentials and S3 keys are shown to admins who signed in; everyone else reads "***".',
    who: 'signedIn',
    scopes: ['sessions:read'],
    data: StatusData,
    refusals: serviceTrouble,
  },
  {
    id: 'qr',
    method: 'get',
    path: `${session}/qr`,
    tag,
    summary: 'The QR code that is shown now',
    description: 'A PNG as a data URL; "" while the session is up and has none yet.',
    who: 'signedIn',
    scopes: ['sessions:read', 'sessions:qr'],
    data: QrData,
    refusals: { 500: ['no_session', 'not_connected', 'already_logged_in'], ...serviceTrouble },
  },
  {
    id: 'pairPhone',
    method: 'post',
    path: `${session}/pairphone`,
    tag,
    summary: 'A code to enter on the phone',
    description: 'The number is international, 7 to 15 digits; spaces, dashes and a leading + are stripped.',
    who: 'signedIn',
    scopes: ['sessions:read', 'sessions:qr', 'sessions:act'],
    body: PairPhoneBody.strict(),
    data: PairPhoneData,
    refusals: {
      400: ['invalid_phone'],
      409: ['not_connected', 'already_paired', 'not_now'],
      ...serviceTrouble,
    },
  },
  {
    id: 'disconnect',
    method: 'post',
    path: `${session}/disconnect`,
    tag,
    summary: 'Disconnect a session; its phone stays linked',
    description:
      'The wish is stored whatever the service answers, and carried out when it can be. While a QR code runs, the pairing is withdrawn.',
    who: 'signedIn',
    scopes: ['sessions:read', 'sessions:act'],
    data: MessageData,
    warns: true,
    refusals: {
      409: ['not_now'],
      500: ['upstream_unreachable', 'upstream_timeout', 'upstream_unavailable', 'upstream_error'],
      ...serviceTrouble,
    },
  },
  {
    id: 'logout',
    method: 'post',
    path: `${session}/logout`,
    tag,
    summary: 'Log the WhatsApp account out',
    who: 'signedIn',
    scopes: ['sessions:read', 'sessions:act'],
    data: MessageData,
    refusals: { 409: ['not_connected', 'not_logged_in', 'not_now'], ...serviceTrouble },
  },
];
