-- A session may do without the hash of a file's bytes; its rows then have none.

alter table media_analysis add column content_hash varchar(64);
update media_analysis set content_hash = content_sha256;
drop index idx_media_analysis_content;
alter table media_analysis drop column content_sha256;
alter table media_analysis rename column content_hash to content_sha256;
create index idx_media_analysis_content on media_analysis (content_sha256) where content_sha256 is not null;
