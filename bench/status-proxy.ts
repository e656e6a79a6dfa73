/** The way of today: an Express route that checks the admin's token and asks the service with axios, at each call. */
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import axios from 'axios';
import express from 'express';
import jwt from 'jsonwebtoken';

const [serviceUrl = '', sessionToken = '', secret = ''] = process.argv.slice(2);
const httpAgent = new http.Agent({ keepAlive: true });
const app = express();
app.get('/cpu', (_request, response) => {
  const { user, system } = process.cpuUsage();
  response.json({ seconds: (user + system) / 1e6 });
});
app.get('/api/admin/whatsapp/sessions/:id/status', async (request, response) => {
  try {
    jwt.verify(request.headers.authorization?.slice('Bearer '.length) ?? '', secret);
  } catch {
    return void response.status(401).json({ success: false, code: 401, error: 'Unauthorized' });
  }
  const answer = await axios.get<{ data: unknown }>(`${serviceUrl}/session/status`, {
    headers: { token: sessionToken },
    httpAgent,
    proxy: false,
  });
  response.json({ success: true, code: 200, data: answer.data.data });
});
const server = app.listen(0, '127.0.0.1', () => console.log((server.address() as AddressInfo).port));
