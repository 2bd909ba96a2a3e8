using System.Runtime.Intrinsics;
using Matchmaking.Core.Numerics;

namespace Matchmaking.Core.Risk.Model;

/// <summary>
/// How much each position loses in the tail: E[its loss * w(loss of all)] for weights w of the cells. Euler's allocation of the conditional value at risk
/// (D. Tasche, "Capital allocation to business units and sub-portfolios: the Euler principle", 2008). Computed by reverse differentiation: the
/// distribution of all is linear in each position's probabilities, so one pass back through the convolutions gives all positions at once, of
/// terms that are all positive.
/// </summary>
/// <param name="groups">The portfolio at the nodes of its distribution.</param>
/// <param name="distribution">Of the portfolio.</param>
internal sealed class TailContributions(LossGroups groups, LossDistribution distribution)
{
    private readonly FourierTransform _transform = FourierTransform.For(distribution.Grid.Cells);

    private FactorLattice Lattice => groups.Lattice;

    /// <param name="weights">By cell, 0..1.</param>
    /// <returns>In cells, in the order of the portfolio's exposures.</returns>
    public double[] Of(double[] weights)
    {
        var all = new double[groups.Portfolio.Exposures.Count];
        if (all.Length == 0)
            return all;
        using var room = new RentedArrays();
        var parts = groups.All(room);
        var adjoints = Adjoints(parts, weights, room);
        // Groups keep the order of the portfolio but for the positions that stand alone; equal exposures are alike, so each takes the next of its like.
        var byExposure = new Dictionary<LiveExposure, Queue<double>>();
        for (var g = 0; g < parts.Count; g++)
        {
            var contributions = OfGroup(parts[g], adjoints[g], room);
            for (var i = 0; i < contributions.Length; i++)
            {
                if (!byExposure.TryGetValue(parts[g].Exposures[i], out var queue))
                    byExposure[parts[g].Exposures[i]] = queue = new();
                queue.Enqueue(contributions[i]);
            }
        }

        for (var i = 0; i < all.Length; i++)
            all[i] = byExposure[groups.Portfolio.Exposures[i]].Dequeue();
        return all;
    }

    /// <summary>
    /// For each group what one more cell of its loss weighs, given the common factor: sum over the losses z of all others of their probability times w(x + z). Nodes x
    /// cells, row-major.
    /// </summary>
    private double[][] Adjoints(IReadOnlyList<LossGroup> parts, double[] weights, RentedArrays room)
    {
        double[][] adjoints = [.. parts.Select(p => room.Numbers(Lattice.CommonNodes * p.Losses.Stride))];
        var tail = TailSpectrum(weights, room);
        var batches = (Lattice.CommonNodes + SpectrumTable.Batch - 1) / SpectrumTable.Batch;
        groups.Parallelism.For(batches, () => new AdjointWork(_transform, parts.Count, weights.Length, room), (batch, work) =>
        {
            for (var g = 0; g < parts.Count; g++)
            {
                groups.Transform(parts[g], batch, work.Spectrum);
                work.Groups[g].Take(work.Spectrum.Data, 0, multiply: false);
            }

            for (var g = 0; g < parts.Count; g++)
            {
                work.Rest(g, tail);
                work.Product.Restore(work.Spectrum.Data, 0, work.Spectrum.Sequences, parts[g].Losses.Cells);
                for (var slot = 0; slot < SpectrumTable.Batch && batch * SpectrumTable.Batch + slot < Lattice.CommonNodes; slot++)
                {
                    var row = adjoints[g].AsSpan((batch * SpectrumTable.Batch + slot) * parts[g].Losses.Stride, parts[g].Losses.Stride);
                    row.Clear();
                    work.Spectrum.Sequences[slot].AsSpan(0, parts[g].Losses.Cells).CopyTo(row);
                }
            }
        });
        return adjoints;
    }

    private SpectrumTable TailSpectrum(double[] weights, RentedArrays room)
    {
        var work = new SpectrumWork(_transform, weights.Length, room);
        work.Forward(0, nodes: 1, weights.Length, (_, sequence) => weights.CopyTo(sequence, 0));
        var table = new SpectrumTable(_transform, 1, room);
        table.Take(work.Data, 0, multiply: false);
        return table;
    }

    private double[] OfGroup(LossGroup group, double[] adjoints, RentedArrays room)
    {
        var steps = group.Exposures.Select(e => LossSteps.Of(groups.Grid, e)).ToArray();
        var states = group.IsChain ? groups.ChainStates : groups.SingleStates;
        var nodes = group.IsChain ? Lattice.Points : Lattice.CommonNodes;
        var byNode = new double[nodes][];
        groups.Parallelism.For(nodes, () => new ReverseWork(steps, group.Losses.Stride, room), (node, work) =>
        {
            Meet(group, adjoints, node, work.Adjoint);
            byNode[node] = work.Differentiate(group.Exposures, steps, states, node);
        });
        var sums = new double[steps.Length];
        foreach (var contributions in byNode)
        {
            for (var i = 0; i < sums.Length; i++)
                sums[i] += contributions[i];
        }

        return sums;
    }

    /// <summary>What one more cell of the group's loss weighs at a node where its ends are decided, times the node's probability.</summary>
    private void Meet(LossGroup group, double[] adjoints, int node, double[] result)
    {
        var stride = group.Losses.Stride;
        Array.Clear(result);
        for (var j = 0; j < (group.IsChain ? Lattice.ChainWeights.Length : 1); j++)
        {
            var common = group.IsChain ? node - j * Lattice.ChainStride : node;
            if (common < 0 || common >= Lattice.CommonNodes)
                continue;
            var weight = Lattice.CommonWeights[common] * (group.IsChain ? Lattice.ChainWeights[j] : 1);
            var row = adjoints.AsSpan(common * stride, stride);
            for (var x = 0; x < stride; x++)
                result[x] += weight * row[x];
        }
    }

    /// <summary>Room for one batch of common nodes.</summary>
    private sealed class AdjointWork(FourierTransform transform, int parts, int cells, RentedArrays room)
    {
        public SpectrumWork Spectrum { get; } = new(transform, cells + Vector256<double>.Count, room);

        public SpectrumTable[] Groups { get; } = [.. Enumerable.Range(0, parts).Select(_ => new SpectrumTable(transform, SpectrumTable.Batch, room))];

        public SpectrumTable Product { get; } = new(transform, SpectrumTable.Batch, room);

        /// <summary>Tail times the conjugate of the product of all groups but one: the correlation of their losses with the weights.</summary>
        public void Rest(int without, SpectrumTable tail)
        {
            for (var k = 0; k < Product.Frequencies; k++)
            {
                for (var slot = 0; slot < SpectrumTable.Batch; slot++)
                {
                    var at = k * SpectrumTable.Batch + slot;
                    var (re, im) = (tail.Re[k * tail.Width], tail.Im[k * tail.Width]);
                    for (var g = 0; g < Groups.Length; g++)
                    {
                        if (g == without)
                            continue;
                        var (otherRe, otherIm) = (Groups[g].Re[at], -Groups[g].Im[at]);
                        (re, im) = (re * otherRe - im * otherIm, re * otherIm + im * otherRe);
                    }

                    (Product.Re[at], Product.Im[at]) = (re, im);
                }
            }
        }
    }

    /// <summary>Room for one node: the distributions after each position, and the weights on the way back.</summary>
    private sealed class ReverseWork
    {
        private readonly int _margin;
        private readonly int _stride;
        private readonly double[][] _forward;

        public ReverseWork(LossSteps[] steps, int stride, RentedArrays room)
        {
            _margin = steps.Max(s => s.LastCell);
            _stride = stride;
            _forward = [.. Enumerable.Range(0, steps.Length + 1).Select(_ => room.Zeros(_margin + stride + Vector256<double>.Count))];
            Adjoint = room.Zeros(stride + _margin + Vector256<double>.Count);
        }

        public double[] Adjoint { get; }

        public double[] Differentiate(IReadOnlyList<LiveExposure> exposures, LossSteps[] steps, StateProbabilities states, int node)
        {
            var length = 1;
            _forward[0][_margin] = 1;
            for (var i = 0; i < steps.Length; i++)
            {
                _forward[i].AsSpan(0, _margin + _stride + Vector256<double>.Count).CopyTo(_forward[i + 1]);
                steps[i].Add(_forward[i + 1], _margin, _margin + length, states.Total(exposures[i].Stage)[node], states.Half(exposures[i].Stage)[node]);
                length += steps[i].LastCell;
            }

            var contributions = new double[steps.Length];
            for (var i = steps.Length - 1; i >= 0; i--)
            {
                var (total, half) = (states.Total(exposures[i].Stage)[node], states.Half(exposures[i].Stage)[node]);
                contributions[i] = OfPlace(_forward[i], steps[i].Half) * half + OfPlace(_forward[i], steps[i].Total) * total;
                steps[i].Withdraw(Adjoint, _stride, total, half);
            }

            return contributions;
        }

        private double OfPlace(double[] before, GridPlace place) =>
            place.Cell * Shifted(before, place.Cell) * (1 - place.Above) + place.LastCell * Shifted(before, place.LastCell) * place.Above;

        private double Shifted(double[] before, int cells) => cells == 0 ? 0 : NodeSum.Dot(before.AsSpan(_margin, _stride), Adjoint.AsSpan(cells));
    }
}
