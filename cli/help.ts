/** What `heliograph --help` says. */
export const help = `heliograph: WhatsApp sessions of a Heliograph gateway, from the terminal

Usage: heliograph <command> [options]

Commands
  login [url]            Sign in and remember it. Asks for what is missing.
                           --email <address>   the password comes from the terminal or from stdin
                           --key               an API key (hgk_…) instead, from the terminal or from stdin
  sessions               List the sessions.
                           --status connected | qr_required | disconnected, --search <text>
  watch [session …]      Print each change as it happens, of all sessions or of these.
                           --until <phase>     end when every named session is in that phase
                           --timeout <seconds> give up after so long
  pair <session>         Connect, draw each code in the terminal, and end when the session is online.
                         Ctrl-C ends it; a pairing that nobody watches is stopped by the gateway.
                           --phone <number>    a code to type on the phone instead of a picture
                           --timeout <seconds> give up after so long
  connect <session>      Connect a session.
  disconnect <session>   Disconnect it; it stays linked to the phone.
  logout <session>       Log it out of WhatsApp: it has to be paired again.
  sign-out               Forget what login remembered, and end that login at the gateway.

  <session> is an id, a name, or the beginning of a name that only one session has.

Options of all commands
  --url <url>            The gateway; otherwise HELIOGRAPH_URL, what login remembered, http://127.0.0.1:3000
  --json                 One JSON value a line on stdout, for scripts
  -h, --help             This text
  --version              The version

Credentials
  HELIOGRAPH_TOKEN (an API key or an access token) comes before what login remembered. login writes
  $XDG_CONFIG_HOME/heliograph/credentials.json (~/.config/…), which only you can read; a password is not kept.

Exit codes
  0  done                       5  the gateway or the WhatsApp service cannot be reached
  1  something unforeseen       6  not in time, or the codes ran out
  2  wrong usage                7  refused: not now, already so, or a wrong value
  3  not signed in or allowed   130  interrupted
  4  there is no such session

Examples
  heliograph login https://gateway.example --email sari@example.net
  heliograph pair "CS Pagi"
  heliograph watch --json | jq -r 'select(.event == "state") | .session | [.name, .phase] | @tsv'
  HELIOGRAPH_TOKEN=hgk_… heliograph watch toko-1 --until online --timeout 60 || alert
`;
