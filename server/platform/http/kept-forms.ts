import type { Reader } from '../database/reading.js';
import { formBodyOf, type FormBody } from './forms.js';

/** Forms that arrived after their session had ended: kept for the same person, shown again after signing in, never sent by themselves. */
export interface KeptForms {
  keep(userId: string, path: string, body: FormBody): Promise<void>;
  take(userId: string, path: string): Promise<FormBody | undefined>;
}

/** Secrets are never kept; the person types them again. */
const SECRET_FIELD = /password|_csrf/i;

export function createKeptForms(reader: Reader): KeptForms {
  return {
    async keep(userId, path, body) {
      const kept = Object.fromEntries(Object.entries(body).filter(([name]) => !SECRET_FIELD.test(name)));
      const sql = `INSERT INTO kept_form (user_id, path, body) VALUES ($1, $2, $3)
        ON CONFLICT (user_id, path) DO UPDATE SET body = EXCLUDED.body, kept_at = app_now()`;
      // PostgreSQL's jsonb has no NUL; a form that carries one is bad input anyway and loses just that character.
      await reader.rows(sql, [userId, path, JSON.stringify(kept).replaceAll('\\u0000', '')]);
    },
    async take(userId, path) {
      const row = await reader.row<{ body: unknown }>('DELETE FROM kept_form WHERE user_id = $1 AND path = $2 RETURNING body', [userId, path]);
      return row === undefined ? undefined : formBodyOf(row.body);
    },
  };
}
