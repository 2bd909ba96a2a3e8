using System.Numerics;
using System.Runtime.Intrinsics;
using Matchmaking.Core.Numerics;
using NUnit.Framework;

namespace Matchmaking.Tests.Core.Numerics;

internal sealed class FourierTransformTests
{
    [Test]
    public void At_EveryRootOfManyLengths_IsThatOfTheLibrary([Values(1, 2, 3, 5, 8, 60, 360, 2_304, 4_608)] int n)
    {
        for (var k = 0; k < n; k++)
        {
            var (cos, sin) = RootsOfUnity.At(k, n);
            Assert.That(cos, Is.EqualTo(Math.Cos(2 * Math.PI * k / n)).Within(1e-15), $"{k}");
            Assert.That(sin, Is.EqualTo(Math.Sin(2 * Math.PI * k / n)).Within(1e-15), $"{k}");
        }
    }

    /// <summary>All radices alone and together, against the sum that defines the transform.</summary>
    [TestCase(1)]
    [TestCase(2)]
    [TestCase(3)]
    [TestCase(4)]
    [TestCase(5)]
    [TestCase(8)]
    [TestCase(9)]
    [TestCase(25)]
    [TestCase(60)]
    [TestCase(64)]
    [TestCase(300)]
    public void Forward_FourSequences_EachTheSumThatDefinesIt(int length)
    {
        using var room = new RentedArrays();
        var data = Random(length, room);
        var (re, im) = (data.Re[..length], data.Im[..length]);

        new FourierTransform(length).Forward(data);

        for (var lane = 0; lane < 4; lane++)
        {
            for (var k = 0; k < length; k++)
            {
                var expected = Complex.Zero;
                for (var x = 0; x < length; x++)
                    expected += new Complex(re[x][lane], im[x][lane]) * Complex.FromPolarCoordinates(1, -2 * Math.PI * (k * (long)x % length) / length);
                Assert.That(data.Re[k][lane], Is.EqualTo(expected.Real).Within(1e-12), $"{lane} {k}");
                Assert.That(data.Im[k][lane], Is.EqualTo(expected.Imaginary).Within(1e-12), $"{lane} {k}");
            }
        }
    }

    [Test]
    public void Forward_OtherLanes_ChangeNoBit()
    {
        using var room = new RentedArrays();
        var (together, alone) = (Random(60, room), new FourSequences(60, room));
        for (var x = 0; x < 60; x++)
            (alone.Re[x], alone.Im[x]) = (Vector256.Create(together.Re[x][2], 0, 7, 1e300), Vector256.Create(together.Im[x][2], -1, 0, 1e-300));

        new FourierTransform(60).Forward(together);
        new FourierTransform(60).Forward(alone);

        for (var k = 0; k < 60; k++)
            Assert.That((alone.Re[k][0], alone.Im[k][0]), Is.EqualTo((together.Re[k][2], together.Im[k][2])));
    }

    [TestCase(1, 4)]
    [TestCase(4, 4)]
    [TestCase(7, 8)]
    [TestCase(2_279, 2_304)]
    [TestCase(4_097, 4_320)]
    public void For_NumberOfValues_ShortestLengthThatFits(int values, int length) => Assert.That(FourierTransform.For(values).Length, Is.EqualTo(length));

    [Test]
    public void New_OtherPrime_Throws() => Assert.That(() => new FourierTransform(28), Throws.ArgumentException);

    private static FourSequences Random(int length, RentedArrays room)
    {
        // CA5394: reproducible test data, no secrets.
#pragma warning disable CA5394
        var random = new Random(length);
        Vector256<double> Next() => Vector256.Create(random.NextDouble(), random.NextDouble(), random.NextDouble(), random.NextDouble());
#pragma warning restore CA5394
        var data = new FourSequences(length, room);
        for (var x = 0; x < length; x++)
            (data.Re[x], data.Im[x]) = (Next(), Next());
        return data;
    }
}
