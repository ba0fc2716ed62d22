-- Which of the two regular files a row goes to.
create macro file_of(extract_date) as case when extract_date <= getvariable('mid_extract') then 1 else 2 end;

create macro pharmacy_text(pharmacy_no) as
    case when pharmacy_no < 1000 then 'PH' || lpad(cast(pharmacy_no as varchar), 3, '0') else 'RX' || pharmacy_no end;

-- most codes without a dot, some with it, a few in lower case or with a blank around
create macro dx_text(code, claim_no) as
    case
        when u(claim_no, 'dots') < 0.62 then replace(code, '.', '')
        when u(claim_no, 'dots') < 0.95 then code
        when u(claim_no, 'dots') < 0.99 then lower(code)
        else ' ' || code || ' '
    end;
