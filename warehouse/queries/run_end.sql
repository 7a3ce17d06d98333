update run
set
    finished_at = $finished_at,
    exit_code = $exit_code
where run_id = $run_id;
