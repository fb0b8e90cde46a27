#pragma once

#include <stddef.h>

/// Adds left × right to result, which is rows × columns, row by row.
///
/// left is rows × inner with entry (i, k) at i * left_row + k * left_column; right is inner ×
/// columns in the same way. Nothing is allocated.
void add_matrix_product(
    double *result, ptrdiff_t rows, ptrdiff_t inner, ptrdiff_t columns,
    const double *left, ptrdiff_t left_row, ptrdiff_t left_column,
    const double *right, ptrdiff_t right_row, ptrdiff_t right_column);
