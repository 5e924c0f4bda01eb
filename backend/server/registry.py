"""Every command by name: what events, the outbox of devices and imports may perform."""

from collections.abc import Mapping
from typing import Any

from backend.api.undo import carry_out_reversal, reverse_operation, undo_operation
from backend.control.adjusting.request_adjustment import request_adjustment
from backend.control.adjusting.request_write_off import request_write_off
from backend.control.carry_out_decision import carry_out_decision, drop_withdrawn
from backend.control.counting.count_short_bin import count_short_bin
from backend.control.counting.request_count import request_count
from backend.control.counting.submit_count import submit_count
from backend.control.lots.expire_lot import expire_lot
from backend.control.lots.recall_lot import recall_lot, sweep_recalled_lot
from backend.control.moving.change_disposition import change_disposition
from backend.control.moving.close_container import close_container
from backend.control.moving.empty_container import empty_container
from backend.control.moving.move_container import move_container
from backend.control.moving.move_stock import move_stock
from backend.control.moving.reopen_container import reopen_container
from backend.inbound.announcing.announce_goods import announce_goods
from backend.inbound.announcing.cancel_asn import cancel_asn
from backend.inbound.buying.close_purchase_order import close_purchase_order
from backend.inbound.buying.create_purchase_order import create_purchase_order
from backend.inbound.buying.send_purchase_order import send_purchase_order
from backend.inbound.putaway.confirm_putaway import confirm_putaway
from backend.inbound.receiving.close_receipt import close_receipt
from backend.inbound.receiving.open_receipt import open_receipt
from backend.inbound.receiving.receive_container import receive_container
from backend.inbound.receiving.receive_line import receive_line
from backend.insight.set_kpi_target import set_kpi_target
from backend.kernel.command import Command
from backend.master.editing.approve_barcode import approve_barcode
from backend.master.editing.block_bin import block_bin
from backend.master.editing.partners.save_carrier import save_carrier
from backend.master.editing.partners.save_channel import save_channel
from backend.master.editing.partners.save_customer import save_customer
from backend.master.editing.partners.save_owner import save_owner
from backend.master.editing.partners.save_supplier import save_supplier
from backend.master.editing.retire_barcode import retire_barcode
from backend.master.editing.save_bin import save_bin
from backend.master.editing.save_item import save_item
from backend.master.editing.save_location import save_location
from backend.master.editing.save_lot import save_lot
from backend.master.editing.save_measure_layout import save_measure_layout
from backend.master.editing.save_pack import save_pack
from backend.master.editing.save_supplier_item import save_supplier_item
from backend.master.editing.save_zone import save_zone
from backend.master.editing.teach_barcode import teach_barcode
from backend.master.editing.unblock_bin import unblock_bin
from backend.master.importing.import_bins import import_bins
from backend.master.importing.import_items import import_items
from backend.master.importing.import_parties import import_parties
from backend.master.importing.import_suppliers import import_suppliers
from backend.master.people.create_token import create_token
from backend.master.people.end_login import end_login
from backend.master.people.enroll_device import enroll_device
from backend.master.people.open_login import open_login
from backend.master.people.revoke_device import revoke_device
from backend.master.people.save_role import save_role
from backend.master.people.save_user import save_user
from backend.outbound.orders.by_hand.expire_reservation import expire_reservation
from backend.outbound.orders.by_hand.release_reservation import release_reservation
from backend.outbound.orders.by_hand.reserve import reserve
from backend.outbound.orders.cancel_order import cancel_order
from backend.outbound.orders.create_order import create_order
from backend.outbound.orders.expiry.expire_promise import expire_promise
from backend.outbound.orders.expiry.keep_promise import keep_promise
from backend.outbound.orders.hold_order import hold_order
from backend.outbound.orders.release_order_hold import release_order_hold
from backend.outbound.orders.retry_backorders import retry_backorders
from backend.outbound.packing.close_carton import close_carton
from backend.outbound.packing.pack_item import pack_item
from backend.outbound.packing.pack_tote import pack_tote
from backend.outbound.picking.change_tote import change_tote
from backend.outbound.picking.confirm_pick import confirm_pick
from backend.outbound.picking.put_back import put_back
from backend.outbound.picking.short_pick import short_pick
from backend.outbound.picking.unpick import unpick
from backend.outbound.release.realign_line import realign_line
from backend.outbound.release.release_orders import release_orders
from backend.outbound.release.return_to_promise import return_to_promise
from backend.outbound.shipping.confirm_shipment import confirm_shipment
from backend.printing.cancel_printing import cancel_printing
from backend.printing.print_labels import print_labels
from backend.printing.reprint_labels import reprint_labels
from backend.printing.retry_printing import retry_printing
from backend.printing.save_label_design import save_label_design
from backend.printing.save_printer import save_printer
from backend.returns.authorize_return import authorize_return
from backend.returns.dispose_return import dispose_return
from backend.returns.grade_return import grade_return
from backend.returns.receive_return import receive_return
from backend.returns.record_refund import record_refund
from backend.server.importing.import_purchase_orders import import_purchase_orders
from backend.stock.import_stock import import_stock
from backend.stock.register_containers import register_containers
from backend.stock.save_pool import save_pool
from backend.tasks.assign_case import assign_case
from backend.tasks.assign_task import assign_task
from backend.tasks.cancel_task import cancel_task
from backend.tasks.claim_tasks import claim_tasks
from backend.tasks.decide_approval import decide_approval
from backend.tasks.note_case import note_case
from backend.tasks.open_case import open_case
from backend.tasks.release_task import release_task
from backend.tasks.renew_tasks import renew_tasks
from backend.tasks.report_overpromise import report_overpromise
from backend.tasks.report_trouble import report_trouble
from backend.tasks.resolve_case import resolve_case
from backend.tasks.return_run_out import return_run_out
from backend.tasks.room.let_rooms_go import let_rooms_go
from backend.tasks.skip_task import skip_task
from backend.tasks.withdraw_approval import withdraw_approval


def _by_name(*commands: Command[Any, Any]) -> Mapping[str, Command[Any, Any]]:
    """Return the commands by name; no two bear the same."""
    named = {command.name: command for command in commands}
    assert len(named) == len(commands), "two commands bear one name"
    return named


COMMANDS: Mapping[str, Command[Any, Any]] = _by_name(
    announce_goods,
    approve_barcode,
    assign_case,
    assign_task,
    authorize_return,
    block_bin,
    cancel_asn,
    cancel_order,
    cancel_printing,
    cancel_task,
    carry_out_decision,
    carry_out_reversal,
    change_disposition,
    change_tote,
    claim_tasks,
    close_carton,
    close_container,
    close_purchase_order,
    close_receipt,
    confirm_pick,
    confirm_putaway,
    confirm_shipment,
    count_short_bin,
    create_order,
    create_purchase_order,
    create_token,
    decide_approval,
    dispose_return,
    drop_withdrawn,
    empty_container,
    end_login,
    enroll_device,
    expire_lot,
    expire_promise,
    expire_reservation,
    grade_return,
    hold_order,
    import_bins,
    import_items,
    import_purchase_orders,
    import_parties,
    import_stock,
    import_suppliers,
    keep_promise,
    let_rooms_go,
    move_container,
    move_stock,
    note_case,
    open_case,
    open_login,
    open_receipt,
    pack_item,
    pack_tote,
    print_labels,
    put_back,
    realign_line,
    recall_lot,
    receive_container,
    receive_line,
    receive_return,
    record_refund,
    register_containers,
    release_order_hold,
    release_orders,
    release_reservation,
    release_task,
    renew_tasks,
    reopen_container,
    report_overpromise,
    report_trouble,
    request_adjustment,
    request_count,
    request_write_off,
    reserve,
    resolve_case,
    retire_barcode,
    retry_backorders,
    reprint_labels,
    retry_printing,
    return_run_out,
    return_to_promise,
    reverse_operation,
    revoke_device,
    save_bin,
    save_carrier,
    save_channel,
    save_customer,
    save_item,
    save_label_design,
    save_location,
    save_lot,
    save_measure_layout,
    save_owner,
    save_pack,
    save_pool,
    save_printer,
    save_role,
    save_supplier,
    save_supplier_item,
    save_user,
    save_zone,
    send_purchase_order,
    set_kpi_target,
    short_pick,
    skip_task,
    submit_count,
    sweep_recalled_lot,
    teach_barcode,
    unblock_bin,
    undo_operation,
    unpick,
    withdraw_approval,
)
