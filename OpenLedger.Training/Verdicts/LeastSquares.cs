namespace OpenLedger.Training.Verdicts;

/// <summary>Weighted linear least squares with very few unknowns.</summary>
internal static class LeastSquares
{
    private const double Singular = 1e-10;

    /// <summary>The factors of the columns whose sum comes nearest to the values; 0 for a column that says nothing of its own.</summary>
    public static double[] Solve(double[][] columns, double[] values, double[] weights)
    {
        var size = columns.Length;
        var system = new double[size, size + 1];
        for (var row = 0; row < size; row++)
        {
            for (var column = row; column < size; column++)
            {
                system[row, column] = system[column, row] = Product(columns[row], columns[column], weights);
            }

            system[row, size] = Product(columns[row], values, weights);
        }

        return Eliminate(system, size);
    }

    private static double Product(double[] left, double[] right, double[] weights)
    {
        var sum = 0.0;
        for (var index = 0; index < left.Length; index++)
        {
            sum += weights[index] * left[index] * right[index];
        }

        return sum;
    }

    /// <summary>Gauss and Jordan; the system is symmetric, so its diagonal tells what is dependent.</summary>
    private static double[] Eliminate(double[,] system, int size)
    {
        var solution = new double[size];
        var used = new bool[size];
        for (var pivot = 0; pivot < size; pivot++)
        {
            var whole = system[pivot, pivot];
            if (whole <= Singular * Math.Max(double.Epsilon, system[0, 0]))
            {
                continue;
            }

            used[pivot] = true;
            for (var row = 0; row < size; row++)
            {
                if (row == pivot)
                {
                    continue;
                }

                var factor = system[row, pivot] / whole;
                for (var column = pivot; column <= size; column++)
                {
                    system[row, column] -= factor * system[pivot, column];
                }
            }
        }

        for (var row = 0; row < size; row++)
        {
            solution[row] = used[row] ? system[row, size] / system[row, row] : 0;
        }

        return solution;
    }
}
