-- The numbers of a session that has ended and adds up, counted once: a look at a million items takes seconds.

alter table ingest_sessions add column summary text; -- JSON
