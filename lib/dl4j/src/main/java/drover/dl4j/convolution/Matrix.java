package drover.dl4j.convolution;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemm;

import drover.dl4j.natives.NativeFloats;

/**
 * A view of numbers as a matrix, row by row.
 *
 * @param start index of its first number
 * @param rowLength numbers from the start of a row to that of the next
 */
record Matrix(NativeFloats values, int start, int rows, int columns, int rowLength) {

  Matrix(NativeFloats values, int rows, int columns) {
    this(values, 0, rows, columns, columns);
  }

  /** Some of its rows. */
  Matrix rows(int first, int count) {
    return new Matrix(values, start + first * rowLength, count, columns, rowLength);
  }

  /** this = share * this + a b. */
  void product(float share, Matrix a, Matrix b) {
    gemm(share, a, CblasNoTrans, a.columns, b, CblasNoTrans);
  }

  /** this = share * this + aᵀ b. */
  void productOfTransposed(float share, Matrix a, Matrix b) {
    gemm(share, a, CblasTrans, a.rows, b, CblasNoTrans);
  }

  /** this = share * this + a bᵀ. */
  void productWithTransposed(float share, Matrix a, Matrix b) {
    gemm(share, a, CblasNoTrans, a.columns, b, CblasTrans);
  }

  private void gemm(float share, Matrix a, int aOrder, int inner, Matrix b, int bOrder) {
    cblas_sgemm(
        CblasRowMajor,
        aOrder,
        bOrder,
        rows,
        columns,
        inner,
        1,
        a.values.at(a.start),
        a.rowLength,
        b.values.at(b.start),
        b.rowLength,
        share,
        values.at(start),
        rowLength);
    a.values.keep();
    b.values.keep();
    values.keep();
  }
}
