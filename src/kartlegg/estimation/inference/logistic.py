"""Logistic regression by maximum likelihood, for some hundred units and a handful of covariates. No table may enter.

Method: docs/method/inference.md.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import chdtrc, expit

from kartlegg.errors import NoFitError

Array = NDArray[np.float64]
_STEPS = 50
_CLOSE = 1e-12
_LARGEST = 15.0
"""A coefficient beyond this (odds of three million) is one that grows without end: the groups are separated."""


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


def fit_logistic(covariates: Array, yes: Array) -> Fitted:
    """Return the model of `yes` (0 or 1, one a unit) on `covariates` (units x columns, the constant among them).

    Raises NoFitError where the covariates say the same as others, or separate yes from no. Source: McCullagh and
    Nelder (1989), Generalized Linear Models, section 4.4: iteratively reweighted least squares.
    """
    if np.linalg.matrix_rank(covariates) < covariates.shape[1]:
        raise NoFitError("the covariates of a logistic regression say the same as others of them")
    coefficients = np.zeros(covariates.shape[1])
    deviance = np.inf
    for _ in range(_STEPS):
        probability = expit(covariates @ coefficients)
        information = covariates.T @ (covariates * (probability * (1 - probability))[:, None])
        coefficients = coefficients + np.linalg.solve(information, covariates.T @ (yes - probability))
        if np.abs(coefficients).max() > _LARGEST:
            raise NoFitError("the covariates of a logistic regression separate yes from no: there is no best fit")
        before, deviance = deviance, _deviance(covariates, coefficients, yes)
        if abs(before - deviance) < _CLOSE * (abs(deviance) + 0.1):
            break
    probability = expit(covariates @ coefficients)
    information = covariates.T @ (covariates * (probability * (1 - probability))[:, None])
    return Fitted(coefficients, np.linalg.inv(information), deviance)


def likelihood_ratio(smaller: Fitted, larger: Fitted) -> float:
    """Return the p-value that the columns which only `larger` has tell nothing.

    Source: Wilks (1938), Annals of Mathematical Statistics 9.
    """
    more = len(larger.coefficients) - len(smaller.coefficients)
    return float(chdtrc(more, max(0.0, smaller.deviance - larger.deviance)))


def marginal_probability(model: Fitted, covariates: Array, column: int, value: float) -> tuple[float, float]:
    """Return the mean probability of yes were `column` of every unit `value`, and its standard error (delta method).

    Source: Graubard and Korn (1999), Biometrics 55: predictive margins.
    """
    asked = covariates.copy()
    asked[:, column] = value
    probability = expit(asked @ model.coefficients)
    gradient = (asked * (probability * (1 - probability))[:, None]).mean(axis=0)
    return float(probability.mean()), float(np.sqrt(gradient @ model.covariance @ gradient))


def _deviance(covariates: Array, coefficients: Array, yes: Array) -> float:
    margin = covariates @ coefficients
    return float(2 * np.sum(np.logaddexp(0, margin) - yes * margin))
