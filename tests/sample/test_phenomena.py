"""Every phenomenon that the rules must cope with is in the population: one query per phenomenon."""

import pytest

from tests.sample.conftest import OPTIONS, Sample

VERSIONS = """
    (select distinct claim_id, original_claim_id, frequency_code, claim_status_code, adjudication_date, extract_date
    from sample_medical_claim)
"""
REMITTANCES = """
    (select claim_id, claim_status_code, adjudication_date, min(extract_date) as sent,
        sum(cast(paid_amount as decimal(18, 2))) as paid
    from (select distinct on (claim_id, claim_line_number, claim_status_code, adjudication_date, paid_amount) *
        from sample_remittance_claim)
    group by claim_id, claim_status_code, adjudication_date)
"""
ADJUSTMENTS = """
    (select claim_id, transaction_type, adjudication_date, min(extract_date) as sent,
        sum(cast(paid_amount as decimal(18, 2))) as paid
    from (select distinct on (claim_id, claim_line_number, transaction_type, adjudication_date, paid_amount) *
        from sample_adjustment_claim)
    group by claim_id, transaction_type, adjudication_date)
"""
FILLS = "(select distinct * exclude (extract_date, filename) from sample_pharmacy_claim)"
OPIOID = "{code} in ('97066017739', '00971131280', '97011021241', '00974127082', '97066018443', '97023127704')"
STAYS = """
    (select member_id, facility_id, min(admission_date) as admitted, max(discharge_date) as discharged
    from (from sample_medical_claim union all from sample_remittance_claim)
    where drg_code is not null group by member_id, facility_id, admission_date)
"""
LINES = "from sample_medical_claim"
PURCHASES = "from sample_purchase_order_line"
SPANS = """
    (select member_id, coverage_type, plan, cast(enrollment_start_date as date) as s,
        least(cast(coalesce(enrollment_end_date, '9999-12-31') as date), date '2100-01-01') as e
    from (select distinct on (member_id, plan, coverage_type, enrollment_start_date) * from sample_eligibility
        order by member_id, plan, coverage_type, enrollment_start_date, extract_date desc)
    where coalesce(enrollment_end_date, '9999-12-31') >= enrollment_start_date)
"""
PAIR = f"from {SPANS} as a inner join {SPANS} as b on a.member_id = b.member_id and a.coverage_type = b.coverage_type"


def chain(code: str, earlier: str) -> str:
    return f"""
        from {VERSIONS} as v inner join {VERSIONS} as o on v.original_claim_id = o.claim_id
        where v.frequency_code = '{code}' and {earlier}
    """


PHENOMENA = {
    # members
    "born on 29 February": "from sample_eligibility where birth_date like '%-02-29'",
    "ninety years and older": f"from sample_eligibility where birth_date < '{OPTIONS.start_date.year - 91}'",
    "born in the period": f"from sample_eligibility where birth_date > '{OPTIONS.start_date}'",
    "death": "from sample_eligibility where death_date is not null",
    "postcode with a leading zero": "from sample_eligibility where zip_code like '0____'",
    "coverage without an end": "from sample_eligibility where enrollment_end_date is null",
    "coverage until the end of time": "from sample_eligibility where enrollment_end_date = '9999-12-31'",
    "medical only": "from sample_eligibility group by member_id having bool_and(coverage_type = 'medical')",
    "gap in coverage": f"""{PAIR}
        where b.s > a.e + 1 and not exists (
            select 1 from {SPANS} as c where c.member_id = a.member_id and c.coverage_type = a.coverage_type
            and c.s <= a.e + 1 and c.e > a.e
        )""",
    "switch of plan": f"{PAIR} and a.plan <> b.plan where b.s = a.e + 1",
    "switch of payer": f"{PAIR} and a.plan[1:5] <> b.plan[1:5] where b.s = a.e + 1",
    "overlapping spans": f"{PAIR} where a.s < b.s and b.s <= a.e and b.e > a.e",
    "contained span": f"{PAIR} where a.s < b.s and b.e < a.e",
    "adjacent spans": f"{PAIR} and a.plan = b.plan where b.s = a.e + 1",
    "voided span": "from sample_eligibility where enrollment_end_date < enrollment_start_date",
    "termination sent later": """from sample_eligibility as a inner join sample_eligibility as b
        on a.member_id = b.member_id and a.plan = b.plan and a.coverage_type = b.coverage_type
        and a.enrollment_start_date = b.enrollment_start_date and b.extract_date > a.extract_date
        where coalesce(a.enrollment_end_date, '9999-12-31') = '9999-12-31' and b.enrollment_end_date < '9999-12-31'""",
    "two changes of the member id": """from sample_member_id_xref as a
        inner join sample_member_id_xref as b on a.current_member_id = b.prior_member_id
        where a.prior_member_id not in (a.current_member_id, b.current_member_id)""",
    "old id used after the change": """from sample_medical_claim as c
        inner join sample_member_id_xref as x on c.member_id = x.prior_member_id
        where c.claim_start_date > x.effective_date""",
    "new id used after the change": """from sample_pharmacy_claim as c
        inner join sample_member_id_xref as x on c.member_id = x.current_member_id
        where c.date_of_service > x.effective_date""",
    # claims of the payer that replaces
    "replacement": chain("7", "o.frequency_code = '1'"),
    "second replacement": chain("7", "o.frequency_code = '7'"),
    "void of a replacement": chain("8", "o.frequency_code = '7'"),
    "void of the root of a replaced claim": chain("8", "o.frequency_code = '1'")
    + f" and exists (select 1 from {VERSIONS} as m where m.original_claim_id = o.claim_id and m.frequency_code = '7')",
    "denied, then paid": chain("7", "o.claim_status_code = 'denied'"),
    "two replacements on one day": chain("7", "o.frequency_code = '7' and o.adjudication_date = v.adjudication_date"),
    "replacement sent before its original": chain("7", "o.extract_date > v.extract_date"),
    "replacement of a claim never sent": f"""from {VERSIONS} as v
        where v.original_claim_id is not null
        and v.original_claim_id not in (select claim_id from sample_medical_claim)""",
    "denied line on a paid claim": f"{LINES} where claim_status_code = 'paid' and line_status = 'denied'",
    # remittances of the payer that reverses
    "reversal": f"from {REMITTANCES} where claim_status_code = '22' and paid < 0",
    "reversal and correction on one day": f"""from {REMITTANCES} as r inner join {REMITTANCES} as c
        on r.claim_id = c.claim_id and r.adjudication_date = c.adjudication_date
        where r.claim_status_code = '22' and c.claim_status_code = '1' and c.paid <> -r.paid""",
    "payment and reversal on one day": f"""from {REMITTANCES} as r inner join {REMITTANCES} as c
        on r.claim_id = c.claim_id and r.adjudication_date = c.adjudication_date
        where r.claim_status_code = '22' and c.claim_status_code = '1' and c.paid = -r.paid and c.paid <> 0""",
    "reversal sent before its payment": f"""from {REMITTANCES} as r inner join {REMITTANCES} as c
        on r.claim_id = c.claim_id where r.claim_status_code = '22' and c.claim_status_code = '1'
        and c.paid = -r.paid and c.sent > r.sent""",
    "reversal of a payment never sent": f"""from {REMITTANCES} as r where r.claim_status_code = '22'
        and r.claim_id not in (select claim_id from {REMITTANCES} where claim_status_code = '1')""",
    # differences of the payer that adjusts
    "adjustment downward": f"from {ADJUSTMENTS} where transaction_type = 'adjustment' and paid < 0",
    "adjustment upward": f"from {ADJUSTMENTS} where transaction_type = 'adjustment' and paid > 0",
    "two adjustments": f"""from {ADJUSTMENTS} where transaction_type = 'adjustment'
        group by claim_id having count(*) > 1""",
    "claim below zero": f"""from {ADJUSTMENTS}
        group by claim_id having sum(paid) < 0 and bool_or(transaction_type = 'original')""",
    "claim taken back without a void": f"""from {ADJUSTMENTS}
        group by claim_id having sum(paid) = 0 and max(paid) > 0 and bool_and(transaction_type <> 'void')""",
    "void of a claim with differences": f"from {ADJUSTMENTS} where transaction_type = 'void' and paid < 0",
    "denied, then adjusted": f"""from {ADJUSTMENTS} as a
        inner join sample_adjustment_claim as o on a.claim_id = o.claim_id
        where a.transaction_type = 'adjustment' and a.paid > 0 and o.claim_status_code = 'denied'""",
    "adjustment sent before its original": f"""from {ADJUSTMENTS} as a inner join {ADJUSTMENTS} as o
        on a.claim_id = o.claim_id where a.transaction_type = 'adjustment' and o.transaction_type = 'original'
        and o.sent > a.sent""",
    "adjustment whose original was never sent": f"""from {ADJUSTMENTS}
        group by claim_id having bool_and(transaction_type = 'adjustment')""",
    # service settings
    "emergency, institutional": f"{LINES} where revenue_center_code like '045_' and revenue_center_code <> '0456'",
    "emergency at a critical access hospital": f"{LINES} where bill_type_code like '%85_'",
    "emergency, professional": f"{LINES} where place_of_service_code = '23'",
    "admitted through the emergency room": f"{LINES} where drg_code is not null and revenue_center_code = '0450'",
    "observation": f"{LINES} where revenue_center_code = '0762'",
    "urgent care": f"{LINES} where revenue_center_code = '0456'",
    "inpatient services billed alone": f"{LINES} where bill_type_code similar to '0?12[0-9]'",
    "bill type of four digits": f"{LINES} where length(bill_type_code) = 4",
    "telehealth by place": f"{LINES} where place_of_service_code in ('02', '10')",
    "telehealth by modifier only": """from sample_medical_claim
        where place_of_service_code = '11' and hcpcs_modifier_1 in ('95', '93', 'GT')""",
    "telehealth modifier in the third or fourth place": """from sample_adjustment_claim
        where '95' in (hcpcs_modifier_3, hcpcs_modifier_4)""",
    "COVID": f"{LINES} where upper(replace(diagnosis_code_1, '.', '')) like 'U071%'",
    # stays
    "interim bills": f"{LINES} where bill_type_code similar to '0?11[234]' and discharge_disposition_code = '30'",
    "open stay": f"{LINES} where drg_code is not null and discharge_date is null",
    "stay of no night": f"{LINES} where drg_code is not null and admission_date = discharge_date",
    "transfer": f"""from {STAYS} as a inner join {STAYS} as b on a.member_id = b.member_id
        where a.facility_id <> b.facility_id and b.admitted = a.discharged""",
    "return on the day of discharge": f"""from {STAYS} as a inner join {STAYS} as b on a.member_id = b.member_id
        where a.facility_id = b.facility_id and b.admitted = a.discharged and a.admitted < b.admitted""",
    # codes and amounts
    "hospital procedure with its day": f"""{LINES} where bill_type_code similar to '0?11[0-9]'
        and procedure_date_1 between claim_start_date and claim_end_date""",
    "two procedures": f"{LINES} where procedure_code_2 is not null",
    "procedure without a day": f"{LINES} where procedure_code_1 is not null and procedure_date_1 is null",
    "no procedure qualifier": f"{LINES} where procedure_code_1 is not null and procedure_code_type is null",
    "diagnosis with a dot": f"{LINES} where diagnosis_code_1 like '%.%'",
    "diagnosis in lower case": f"{LINES} where diagnosis_code_1 <> upper(diagnosis_code_1)",
    "diagnosis qualifier of a claim form": f"{LINES} where diagnosis_code_type = 'ABK'",
    "no diagnosis qualifier": f"{LINES} where diagnosis_code_type is null",
    "allowed not reported": f"{LINES} where allowed_amount is null",
    # pharmacy
    "rejected, then paid": f"""from {FILLS} as a inner join {FILLS} as b using (rx_number, fill_number, pharmacy_id)
        where a.response_status = 'R' and b.response_status = 'P' and b.transaction_ts > a.transaction_ts""",
    "duplicate response": f"from {FILLS} where response_status = 'D'",
    "reversed and billed again": f"""from {FILLS} as a
        inner join {FILLS} as b using (rx_number, fill_number, pharmacy_id)
        where a.transaction_code = 'B2' and b.transaction_code = 'B1' and b.transaction_ts > a.transaction_ts""",
    "rebilled": f"from {FILLS} where transaction_code = 'B3'",
    "reversal sent before its billing": """from sample_pharmacy_claim as a inner join sample_pharmacy_claim as b
        using (rx_number, fill_number, pharmacy_id) where a.transaction_code = 'B2' and b.transaction_code = 'B1'
        and a.transaction_ts > b.transaction_ts and a.extract_date < b.extract_date""",
    "refused reversal": f"from {FILLS} where transaction_code = 'B2' and response_status = 'R'",
    "NDC of 11 digits": f"from {FILLS} where ndc_code similar to '[0-9]{{11}}'",
    "NDC of 10 digits": f"from {FILLS} where ndc_code similar to '[0-9]{{10}}' and ndc_code <> '1111111111'",
    "NDC with hyphens, 4-4-2": f"from {FILLS} where ndc_code similar to '[0-9]{{4}}-[0-9]{{4}}-[0-9]{{2}}'",
    "NDC with hyphens, 5-3-2": f"from {FILLS} where ndc_code similar to '[0-9]{{5}}-[0-9]{{3}}-[0-9]{{2}}'",
    "NDC with hyphens, 5-4-1": f"from {FILLS} where ndc_code similar to '[0-9]{{5}}-[0-9]{{4}}-[0-9]'",
    "NDC with hyphens, 5-4-2": f"from {FILLS} where ndc_code similar to '[0-9]{{5}}-[0-9]{{4}}-[0-9]{{2}}'",
    "days supply of nothing": f"from {FILLS} where days_supply = '0'",
    "days supply that is no number": f"from {FILLS} where days_supply = 'abc'",
    "supply for 90 days": f"from {FILLS} where days_supply = '90'",
    "lot in lower case": f"from {FILLS} where lot <> upper(lot)",
    "fill of a plan's pharmacy without a lot": f"from {FILLS} where pharmacy_id like 'PH%' and lot is null",
    "combination product": "from sample_drug where ingredients like '%;%'",
    "patch that works by the hour": "from sample_drug where strength_unit = 'MCG/HR'",
    "opioid and benzodiazepine of one member": f"""from {FILLS} as a
        inner join {FILLS} as b on a.member_id = b.member_id
        where {OPIOID.format(code="a.ndc_code")} and b.ndc_code = '97011021945'""",
    "opioid without refills": f"from {FILLS} where {OPIOID.format(code='ndc_code')} and refills_authorized = '0'",
    # supply chain
    "unit of one vendor": "from sample_item_uom where vendor_id is not null",
    "unit of measure with a fraction": "from sample_item_uom where cast(factor as double) < 1",
    "partial receipt": """from sample_receipt as r inner join sample_purchase_order_line as p using (po_id, line)
        where cast(r.quantity as double) between 0.1 and cast(p.ordered_qty as double) - 0.1""",
    "late receipt": """from sample_receipt as r inner join sample_purchase_order_line as p using (po_id, line)
        where r.receipt_date > p.promised_date""",
    "over-receipt": """from sample_receipt as r inner join sample_purchase_order_line as p using (po_id, line)
        where cast(r.quantity as double) > cast(p.ordered_qty as double)""",
    "rejected receipt": "from sample_receipt where rejects_receipt_id is not null",
    "line cancelled by the buyer": f"{PURCHASES} where cancelled_qty = ordered_qty and cancelled_by = 'buyer'",
    "line cancelled in part": f"{PURCHASES} where cancelled_by = 'supplier'",
    "line not yet due": f"from sample_purchase_order_line where promised_date > '{OPTIONS.end_date}'",
    "billed and never received": """from sample_invoice_line as i where (po_id, line) not in (
        select po_id, line from sample_receipt) and exists (
        select 1 from sample_purchase_order_line as p where p.po_id = i.po_id and p.line = i.line)""",
    "billed more than received": """from sample_invoice_line as i inner join (
        select po_id, line, sum(cast(quantity as double)) as quantity from sample_receipt group by po_id, line
        ) as r using (po_id, line) where cast(i.quantity as double) > r.quantity""",
    "billed at another price": """from sample_invoice_line as i
        inner join sample_purchase_order_line as p using (po_id, line)
        where cast(i.unit_price as double) > cast(p.unit_price as double) * 1.01""",
    "credited bill": "from sample_invoice_line where quantity like '-%'",
    "ordered above the contract": """from sample_purchase_order_line as p inner join sample_contract_price as c
        using (supplier_id, item_id, uom) where p.order_date between c.valid_from and c.valid_to
        and cast(p.unit_price as double) > cast(c.unit_price as double) * 1.01""",
    "transfer on the way": """from sample_inventory_movement as o where o.movement_type = 'TRANSFER_OUT'
        and not exists (select 1 from sample_inventory_movement as i
            where i.transfer_id = o.transfer_id and i.movement_type = 'TRANSFER_IN')""",
    "movement recorded late": "from sample_inventory_movement where recorded_date > movement_date",
    "count": "from sample_inventory_movement where movement_type = 'COUNT'",
    "expiry printed as a month": "from sample_lot where length(expiry_raw) = 7",
    "drug in short supply": "from sample_shortage where status = 'Current'",
    "shortage that ended": "from sample_shortage where status = 'Resolved'",
    "recalled lot that was dispensed": """from sample_inventory_movement as m
        inner join sample_recall as r on m.item_id = r.item_id and m.lot = r.lot where m.movement_type = 'ISSUE'""",
}


@pytest.mark.parametrize("name", PHENOMENA)
def test_phenomenon_is_present(sample: Sample, name: str) -> None:
    query = PHENOMENA[name]
    counted = f"select count(*) from (select 1 {query})"
    assert sample.value(counted) > 0
