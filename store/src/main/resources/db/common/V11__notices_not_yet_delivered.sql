-- The server that ended a session, until everybody who is to hear of the end has: written by the transaction that ends it, so
-- that no stop of the server loses a notice.

alter table ingest_sessions add column untold_by varchar(36);
