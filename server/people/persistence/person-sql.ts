/** The person of `s.user_id` with the roles in force today, as one json value inside the session statement; NULL for a closed account. */
export const personSql = `(
  SELECT json_build_object(
    'id', u.id, 'login', u.login, 'name', u.full_name, 'post', u.post,
    'passwordChangedOn', u.password_changed_on, 'mustChangePassword', u.must_change_password,
    'roles', coalesce((
      SELECT json_agg(json_build_object('role', r.role, 'agencyId', r.agency_id, 'agencyName', r.agency_name, 'agencyIds', r.agency_ids,
                                        'capacity', r.capacity, 'delegationId', r.delegation_id, 'areas', r.areas))
        FROM effective_role r WHERE r.user_id = u.id), '[]'::json))
    FROM user_account u WHERE u.id = s.user_id AND u.closed_at IS NULL)`;
