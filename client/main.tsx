import '@mantine/core/styles.layer.css';
import '@fontsource-variable/geist';
import '@fontsource-variable/geist-mono';
import './theme/base.css';
import { createRoot } from 'react-dom/client';
import { connect } from '../sdk/connect.ts';
import { createGatewayApi } from './api/gateway-api.ts';
import { App } from './app.tsx';
import { createAuth } from './auth/sign-in.ts';

const api = createGatewayApi((ask) => auth.token(ask));
const auth = createAuth(api);
const openFeed = () => connect('', { token: (ask) => auth.token(ask) });
void auth.start();

const root = document.getElementById('root');
if (root) createRoot(root).render(<App api={api} auth={auth} openFeed={openFeed} />);
