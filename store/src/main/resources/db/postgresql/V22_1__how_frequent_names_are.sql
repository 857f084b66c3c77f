-- Filters compare names whatever the case of their letters; without this the planner takes each of them for rare. Servers before
-- version 14 know no statistics of expressions.

do $$
begin
    if current_setting('server_version_num')::integer >= 140000 then
        execute 'create statistics library_generator on (lower(generator)) from library_files';
        execute 'create statistics library_model on (lower(model)) from library_files';
        execute 'create statistics library_sampler on (lower(sampler)) from library_files';
    end if;
end
$$;
