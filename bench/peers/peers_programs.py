"""Peers for quadratic programs: 1/2 x'Hx - c'x over bounds and two-sided rows.

Each function takes the task and returns the work to be timed: set-up and solve. Conversion is outside the clock.
"""
import numpy as np
import scipy.sparse as sparse

INFINITE = 1e30


def dense(task):
    n = task["size"]
    rows = task["rows"].reshape(-1, n)
    return n, task["hessian"].reshape(n, n), task["linears"][:n], rows


def stacked(task):
    """Rows and bounds as one two-sided system, in sparse form; in factor form x is followed by y = L x."""
    n, hessian, linear, rows = dense(task)
    lower = np.concatenate([task["rowMin"], task["lower"]])
    upper = np.concatenate([task["rowMax"], task["upper"]])
    system = sparse.vstack([sparse.csc_matrix(rows), sparse.eye(n)])
    if "loadings" not in task["arrays"]:
        return n, sparse.csc_matrix(hessian), -linear, sparse.csc_matrix(system), lower, upper
    loadings = task["loadings"].reshape(-1, n)
    k = loadings.shape[0]
    quadratic = sparse.block_diag([sparse.diags(task["specific"]), sparse.eye(k)])
    link = sparse.hstack([sparse.csc_matrix(loadings), -sparse.eye(k)])
    system = sparse.vstack([sparse.hstack([system, sparse.csc_matrix((system.shape[0], k))]), link])
    zeros = np.zeros(k)
    return (
        n,
        sparse.csc_matrix(quadratic),
        np.concatenate([-linear, zeros]),
        sparse.csc_matrix(system),
        np.concatenate([lower, zeros]),
        np.concatenate([upper, zeros]),
    )


def daqp_solve(task):
    import daqp

    n, hessian, linear, rows = dense(task)
    upper = np.concatenate([task["upper"], np.minimum(task["rowMax"], INFINITE)])
    lower = np.concatenate([task["lower"], np.maximum(task["rowMin"], -INFINITE)])
    sense = np.array([0] * n + [5 if low == high else 0 for low, high in zip(task["rowMin"], task["rowMax"])], dtype=np.int32)
    hessian, rows, linear = np.ascontiguousarray(hessian), np.ascontiguousarray(rows), np.ascontiguousarray(-linear)

    def work():
        x, _, flag, _ = daqp.solve(hessian, linear, rows, upper, lower, sense)
        if flag != 1:
            raise RuntimeError(f"exit flag {flag}")
        return x

    return work


def quadprog_solve(task):
    import quadprog

    n, hessian, linear, rows = dense(task)
    is_equation = task["rowMin"] == task["rowMax"]
    normals = [rows[is_equation]]
    sides = [task["rowMin"][is_equation]]
    for sign, bound in ((1, task["rowMin"]), (-1, task["rowMax"])):
        use = ~is_equation & np.isfinite(bound)
        normals.append(sign * rows[use])
        sides.append(sign * bound[use])
    normals += [np.eye(n), -np.eye(n)]
    sides += [task["lower"], -task["upper"]]
    columns = np.ascontiguousarray(np.vstack(normals).T)
    right = np.concatenate(sides)
    count = int(is_equation.sum())
    return lambda: quadprog.solve_qp(hessian, linear, columns, right, count)[0]


def osqp_solve(task):
    import osqp

    n, quadratic, linear, system, lower, upper = stacked(task)
    quadratic = sparse.triu(quadratic, format="csc")

    def work():
        solver = osqp.OSQP()
        solver.setup(quadratic, linear, system, lower, upper, verbose=False, eps_abs=1e-8, eps_rel=1e-8, max_iter=200000)
        return solver.solve().x[:n]

    return work


def piqp_solve(task):
    import piqp

    n, quadratic, linear, system, lower, upper = stacked(task)
    if "loadings" not in task["arrays"]:
        _, hessian, plain, rows = dense(task)
        hessian, plain, rows = np.asfortranarray(hessian), -plain, np.asfortranarray(rows)
        is_equation = task["rowMin"] == task["rowMax"]
        equations, right = rows[is_equation], task["rowMin"][is_equation]
        others, low, high = rows[~is_equation], task["rowMin"][~is_equation], task["rowMax"][~is_equation]

        def work():
            solver = piqp.DenseSolver()
            solver.setup(hessian, plain, equations, right, others, low, high, task["lower"], task["upper"])
            solver.solve()
            return solver.result.x

        return work
    is_equation = lower == upper
    bounds = np.full(len(linear), np.inf)
    rows = sparse.csc_matrix(system)[: len(task["rowMin"])]
    count = len(task["rowMin"])
    link = sparse.csc_matrix(system)[count + n :]
    equations = sparse.csc_matrix(sparse.vstack([rows[is_equation[:count]], link]))
    right = np.concatenate([lower[:count][is_equation[:count]], np.zeros(link.shape[0])])
    others = sparse.csc_matrix(rows[~is_equation[:count]])
    low, high = lower[:count][~is_equation[:count]], upper[:count][~is_equation[:count]]
    x_low, x_high = -bounds, bounds.copy()
    x_low[:n], x_high[:n] = task["lower"], task["upper"]

    def work():
        solver = piqp.SparseSolver()
        solver.setup(quadratic, linear, equations, right, others, low, high, x_low, x_high)
        solver.solve()
        return solver.result.x[:n]

    return work


def clarabel_solve(task):
    import clarabel

    n, quadratic, linear, system, lower, upper = stacked(task)
    is_equation = lower == upper
    system = sparse.csr_matrix(system)
    has_upper, has_lower = ~is_equation & np.isfinite(upper), ~is_equation & np.isfinite(lower)
    left = sparse.csc_matrix(sparse.vstack([system[is_equation], system[has_upper], -system[has_lower]]))
    right = np.concatenate([upper[is_equation], upper[has_upper], -lower[has_lower]])
    cones = [clarabel.ZeroConeT(int(is_equation.sum())), clarabel.NonnegativeConeT(int(has_upper.sum() + has_lower.sum()))]
    quadratic = sparse.triu(quadratic, format="csc")
    settings = clarabel.DefaultSettings()
    settings.verbose = False
    return lambda: np.array(clarabel.DefaultSolver(quadratic, linear, left, right, cones, settings).solve().x)[:n]


def highs_solve(task):
    import highspy

    n, quadratic, linear, system, lower, upper = stacked(task)
    count = len(task["rowMin"])
    rows = sparse.csc_matrix(sparse.csr_matrix(system)[:count])
    lower_half = sparse.tril(quadratic, format="csc")
    model = highspy.HighsModel()
    model.lp_.num_col_, model.lp_.num_row_ = n, count
    model.lp_.col_cost_ = linear
    model.lp_.col_lower_, model.lp_.col_upper_ = task["lower"], task["upper"]
    model.lp_.row_lower_, model.lp_.row_upper_ = task["rowMin"], task["rowMax"]
    model.lp_.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    model.lp_.a_matrix_.start_, model.lp_.a_matrix_.index_, model.lp_.a_matrix_.value_ = rows.indptr, rows.indices, rows.data
    model.hessian_.dim_ = n
    model.hessian_.format_ = highspy.HessianFormat.kTriangular
    model.hessian_.start_, model.hessian_.index_, model.hessian_.value_ = lower_half.indptr, lower_half.indices, lower_half.data

    def work():
        solver = highspy.Highs()
        solver.setOptionValue("output_flag", False)
        solver.setOptionValue("time_limit", 60.0)
        solver.passModel(model)
        solver.run()
        return np.array(solver.getSolution().col_value)

    return work


def pypfopt_min_volatility(task):
    from pypfopt import EfficientFrontier

    n, hessian, _, _ = dense(task)

    def work():
        frontier = EfficientFrontier(np.zeros(n), hessian)
        frontier.min_volatility()
        return frontier.weights

    return work


PEERS = {
    "daqp": ("daqp", daqp_solve),
    "quadprog": ("quadprog", quadprog_solve),
    "osqp": ("osqp", osqp_solve),
    "piqp": ("piqp", piqp_solve),
    "clarabel": ("clarabel", clarabel_solve),
    "highs": ("highspy", highs_solve),
    "pypfopt_min_volatility": ("PyPortfolioOpt", pypfopt_min_volatility),
}
