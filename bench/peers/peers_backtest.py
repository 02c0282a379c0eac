"""Peers for tasks of the backtest bench."""
import numpy as np


def order_arrays(task):
    shape = (task["bars"], task["columns"])
    return shape, task["sizes"].reshape(shape), task["prices"].reshape(shape)


def vectorbt_orders(engine, is_flexible):
    def prepare(task):
        from vectorbt.portfolio.dispatch import simulate_from_orders

        shape, sizes, prices = order_arrays(task)

        def everywhere(value, dtype=np.float64):
            return np.asarray(value, dtype=dtype) if is_flexible else np.full(shape, value, dtype=dtype)

        fixed = dict(
            size=sizes,
            price=prices,
            close=prices,
            size_type=everywhere(0, np.int64),
            direction=everywhere(2, np.int64),
            fees=everywhere(task["feeRate"]),
            fixed_fees=everywhere(0.0),
            slippage=everywhere(0.0),
            min_size=everywhere(0.0),
            max_size=everywhere(np.inf),
            size_granularity=everywhere(np.nan),
            reject_prob=everywhere(0.0),
            lock_cash=everywhere(False, np.bool_),
            allow_partial=everywhere(True, np.bool_),
            raise_reject=everywhere(False, np.bool_),
            log=everywhere(False, np.bool_),
            val_price=everywhere(np.inf),
        )
        lengths = np.ones(shape[1], dtype=np.int64)
        start = np.full(shape[1], task["startCash"], dtype=np.float64)
        sequence = np.zeros(shape, dtype=np.int64)

        def work():
            # The simulation writes into these two.
            records, _ = simulate_from_orders(
                shape, lengths, start.copy(), sequence.copy(), max_orders=sizes.size, engine=engine, **fixed
            )
            return records

        def worth(records):
            signed = np.where(records["side"] == 0, -1.0, 1.0) * records["size"] * records["price"] - records["fees"]
            cash = start.copy()
            np.add.at(cash, records["col"], signed)
            return cash

        return work, worth

    return prepare


PEERS = {
    "vectorbt_rust": ("vectorbt-rust", vectorbt_orders("rust", False)),
    "vectorbt_rust_flex": ("vectorbt-rust", vectorbt_orders("rust", True)),
    "vectorbt_numba": ("vectorbt", vectorbt_orders("numba", True)),
}
