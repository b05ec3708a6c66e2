"""Logistic regression by maximum likelihood, for some hundred units and a handful of covariates. No table may enter.

Method: docs/method/inference.md.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from kartlegg.errors import NoFitError

Array = NDArray[np.float64]
_STEPS = 50
_CLOSE = 1e-12
_LARGEST = 20.0
"""No number of units has odds of five hundred million: a coefficient beyond this has no estimate."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """A fitted model: coefficients and their covariances in the order of the columns, and the deviance."""

    coefficients: Array
    covariance: Array
    deviance: float

    @property
    def standard_errors(self) -> Array:
        """The standard errors of the coefficients."""
        errors: Array = np.sqrt(np.diag(self.covariance))
        return errors


def fit_logistic(covariates: Array, yes: Array, units: Array | None = None) -> Fitted:
    """Return the model of `yes` on `covariates` (rows x columns, the constant among them).

    A row is a unit, of which `yes` is 0 or 1, or so many `units` with the same covariates, of which `yes` is how many
    say yes. Raises NoFitError where covariates say the same as others of them, and where they separate yes from no,
    so that there is no estimate. Source: McCullagh and Nelder (1989), Generalized Linear Models, section 4.4:
    iteratively reweighted least squares; Albert and Anderson (1984), Biometrika 71, on covariates that separate.
    """
    if np.linalg.matrix_rank(covariates) < covariates.shape[1]:
        raise NoFitError("the covariates of a logistic regression say the same as others of them")
    units = np.ones(len(yes)) if units is None else units
    coefficients, deviance = np.zeros(covariates.shape[1]), np.inf
    for _ in range(_STEPS):
        probability = expit(covariates @ coefficients)
        step = np.linalg.solve(
            _information(covariates, probability, units), covariates.T @ (yes - units * probability)
        )
        coefficients = coefficients + step
        before, deviance = deviance, _deviance(covariates @ coefficients, yes, units)
        if np.abs(coefficients).max() > _LARGEST:
            raise NoFitError("the covariates of a logistic regression separate yes from no")
        if abs(before - deviance) < _CLOSE * (abs(deviance) + 0.1):
            break
    information = _information(covariates, expit(covariates @ coefficients), units)
    covariance: Array = np.linalg.inv(information).astype(np.float64)
    return Fitted(coefficients, covariance, deviance)


def marginal_probability(
    model: Fitted, covariates: Array, column: int, value: float, units: Array | None = None
) -> tuple[float, float]:
    """Return the mean probability of yes were `column` of every unit `value`, and its standard error (delta method).

    `units` is how many units each row stands for, one where it is None. Source: Graubard and Korn (1999), Biometrics
    55: predictive margins.
    """
    probability, gradient = _margin(model, covariates, column, value, units)
    return probability, _error(gradient, model)


def marginal_difference(
    model: Fitted, covariates: Array, column: int, units: Array | None = None
) -> tuple[float, float]:
    """Return the mean probability of yes were `column` of every unit 1, less that were it 0, and its standard error.

    Source: as for `marginal_probability`.
    """
    within, rising = _margin(model, covariates, column, 1.0, units)
    without, falling = _margin(model, covariates, column, 0.0, units)
    return within - without, _error(rising - falling, model)


def _margin(model: Fitted, covariates: Array, column: int, value: float, units: Array | None) -> tuple[float, Array]:
    asked = covariates.copy()
    asked[:, column] = value
    probability = expit(asked @ model.coefficients)
    slopes = asked * (probability * (1 - probability))[:, None]
    gradient: Array = np.average(slopes, axis=0, weights=units)
    return float(np.average(probability, weights=units)), gradient


def _error(gradient: Array, model: Fitted) -> float:
    return float(np.sqrt(gradient @ model.covariance @ gradient))


def _information(covariates: Array, probability: Array, units: Array) -> Array:
    weights = units * probability * (1 - probability)
    information: Array = covariates.T @ (covariates * weights[:, None])
    return information


def _deviance(margin: Array, yes: Array, units: Array) -> float:
    return float(2 * np.sum(units * np.logaddexp(0, margin) - yes * margin))
