{#  An event is the final fill; PDE_ID stands for the prescription number. What the payers paid is the total cost without the
    patient's part (all of it when no part is told). #}
with feed as (
    select * from {{ source('raw_pharmacy', 'desynpuf_pde') }}
),

renamed as (
    select
        {{ mesh_macros.feed_columns() }},
        {{ mesh_macros.qualified('PDE_ID') }} as transaction_id,
        {{ mesh_macros.qualified('DESYNPUF_ID') }} as member_id,
        {{ mesh_macros.qualified('PDE_ID') }} as rx_number,
        SRVC_DT as date_of_service,
        _adjustment_style as adjustment_style,
        'active' as declared_state,
        PROD_SRVC_ID as ndc_code,
        cast(_ndc_numeric as varchar) as ndc_numeric,
        QTY_DSPNSD_NUM as quantity,
        DAYS_SUPLY_NUM as days_supply,
        TOT_RX_CST_AMT as allowed_amount,
        coalesce(
            cast(try_cast(TOT_RX_CST_AMT as decimal(18, 2)) - try_cast(PTNT_PAY_AMT as decimal(18, 2)) as varchar),
            TOT_RX_CST_AMT
        ) as paid_amount,
        PTNT_PAY_AMT as patient_paid_amount
    from feed
)

select * from renamed
