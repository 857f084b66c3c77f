-- Which server runs a session: it alone writes to it until lease_until, which it moves on as long as it lives. Whoever takes
-- a lease raises lease_fence, so that a server that slept through the end of its own is told apart (docs/decisions/0005).

alter table ingest_sessions add column lease_owner varchar(36);
alter table ingest_sessions add column lease_until bigint; -- microseconds since 1970-01-01 UTC, by the database's clock
alter table ingest_sessions add column lease_fence bigint not null default 0;
