-- Who was captured and has no account is told by e-mail where they agreed to it at the counter, and gets on paper what nobody could open in an inbox.
set local lock_timeout = '5s';

alter table cases.captures add column email_agreed_at timestamptz;
comment on column cases.captures.email_agreed_at is 'When the person agreed to alerts without content at the e-mail address that they told; null: they get none.';
alter table cases.letters add column message_id uuid;
comment on column cases.letters.message_id is 'Message of the case whose words stand on the sheet itself; null: the letter is its documents.';

grant create on schema cases to ep_rights;
set local role ep_rights;
-- Keeps the e-mail address that somebody told at the counter and agreed to, for an own capture that is not sent yet.
create function cases.agree_to_alerts(asked uuid, address text, moment timestamptz) returns boolean
  language plpgsql volatile security definer set search_path = cases, pg_catalog
  as $$
    declare whom uuid;
    begin
      update cases.captures k set email_agreed_at = moment
        where k.capture_id = asked and k.by_person = cases.current_person() and k.sent_at is null and k.dropped_at is null and (k.office || '#counter') = any (cases.principals())
        returning k.person_id into whom;
      if whom is null then return false; end if;
      update cases.persons p set email = address where p.person_id = whom and p.issuer = 'counter';
      return true;
    end
  $$;
revoke all on function cases.agree_to_alerts(uuid, text, timestamptz) from public;
grant execute on function cases.agree_to_alerts(uuid, text, timestamptz) to ep_workplace;
reset role;
revoke create on schema cases from ep_rights;
