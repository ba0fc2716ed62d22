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

-- The lot that a pharmacy hands out: three cycles are served from one; now and then the counter scans the one before.
create macro issued_lot_period(issue_no, cycle_no) as
    greatest(0, cycle_no // 3 - case when u(issue_no, 'wrong lot') < 0.002 then 1 else 0 end);

create macro lot_text(item_no, warehouse_no, lot_period) as
    'L' || lpad(cast(item_no as varchar), 3, '0') || chr(cast(64 + warehouse_no as integer))
        || lpad(cast(lot_period as varchar), 2, '0');

create macro telehealth_modifier(claim_no) as
    choose(['95', '95', '95', 'GT', 'GT', '93', 'FQ', 'GQ'], claim_no, 'modifier');

-- position of the telehealth modifier on a line, 0 for none; one payer takes it in any of four
create macro telehealth_place(style, kind_no, line_no, claim_no) as
    case
        when getvariable('kind_name')[kind_no] <> 'telehealth' or line_no > 1 then 0
        when style = 'delta' then choose([1, 3, 4], claim_no, 'modifier place')
        else 1
    end;

-- how many procedures a hospital bill names: none on four of ten, mostly one, at most two
create macro procedures(kind_no, claim_no) as
    case
        when getvariable('kind_name')[kind_no] <> 'inpatient' then 0
        else choose([0, 0, 0, 0, 1, 1, 1, 1, 2, 2], claim_no, 'procedures')
    end;

-- the procedures of a bill are neighbours in the list, so that none is named twice; dx_text writes some in lower case
create macro procedure_text(claim_no, place) as
    dx_text(
        getvariable('procedure_code')[
            1 + (pick(claim_no, 'procedure', len(getvariable('procedure_code'))) + place)
            % len(getvariable('procedure_code'))
        ],
        claim_no
    );

-- within the days of the bill; now and then no day is told
create macro procedure_day(claim_no, place, first_day, last_day) as
    case
        when u(claim_no, 'no day') >= 0.06
            then first_day + least(place + pick(claim_no, 'procedure day', 3), cast(last_day - first_day as integer))
    end;
