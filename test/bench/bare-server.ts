import path from 'node:path';
import express from 'express';
import { engine } from 'express-handlebars';
import pg from 'pg';

/**
 * What a page with these rows costs at least: Express, express-handlebars with its view cache, pg with one prepared statement.
 * node bare-server.js <databaseUrl> <views folder> <agencyId>; prints its port.
 */
const [databaseUrl = '', views = '', agencyId = ''] = process.argv.slice(2);
const pool = new pg.Pool({ connectionString: databaseUrl, max: 10 });
const app = express();
const render = engine({ extname: '.hbs', defaultLayout: 'main', layoutsDir: path.join(views, 'layouts') });
app.engine('hbs', (file, options, done) => void render(file, options, done));
app.set('view engine', 'hbs');
app.set('views', views);
app.enable('view cache');
const text = `SELECT c.id, c.number, c.name, c.phase, c.service_kind, c.value, c.signed_on, c.ends_on, v.name AS vendor_name
  FROM contract c LEFT JOIN vendor v ON v.id = c.vendor_id WHERE c.agency_id = $1 ORDER BY c.seq DESC LIMIT 25`;
app.get('/', (_request, response, next) => {
  pool.query<Record<string, unknown>>({ name: 'rows', text, values: [agencyId] }).then(({ rows }) => response.render('register', { rows }), next);
});
const server = app.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.stdout.write(`${typeof address === 'object' && address !== null ? address.port : 0}\n`);
});
