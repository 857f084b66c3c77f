-- The Python tool deletes files on connections that do not enforce foreign keys, and SQLite gives their ids to new files.

delete from media_analysis where media_id not in (select id from media_files);
create trigger media_analysis_follows_its_file after delete on media_files
begin
    delete from media_analysis where media_id = old.id;
end;
