package drover.dl4j.convolution;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemm;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemv;

/**
 * A view of numbers as a matrix, row by row.
 *
 * @param start index of its first number
 */
record Matrix(NativeFloats values, int start, int rows, int columns) {

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
        a.columns,
        b.values.at(b.start),
        b.columns,
        share,
        values.at(start),
        columns);
    a.values.keep();
    b.values.keep();
    values.keep();
  }

  /** sums = share * sums + this vector. */
  void timesVector(float share, NativeFloats vector, NativeFloats sums) {
    cblas_sgemv(
        CblasRowMajor,
        CblasNoTrans,
        rows,
        columns,
        1,
        values.at(start),
        columns,
        vector.at(0),
        1,
        share,
        sums.at(0),
        1);
    vector.keep();
    sums.keep();
    values.keep();
  }
}
