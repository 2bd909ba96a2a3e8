namespace Matchmaking.Ranking.Trees;

/// <summary>Writes ensembles as bytes and reads them back, bit for bit. Numbers are little-endian.</summary>
internal static class EnsembleCodec
{
    private const int MostFeatures = 1 << 16;
    private const int MostTrees = 1 << 20;

    /// <summary>As many as training grows (<see cref="Trainers.BoostingOptions.Leaves"/>); a chain of them is no danger to the stack.</summary>
    private const int MostNodes = 255;

    public static void Write(BinaryWriter writer, TreeEnsemble ensemble)
    {
        writer.Write(ensemble.Features);
        writer.Write(ensemble.Baseline);
        writer.Write(ensemble.Trees.Count);
        foreach (var tree in ensemble.Trees)
        {
            writer.Write(tree.Nodes.Length);
            foreach (var node in tree.Nodes)
            {
                writer.Write(node.Feature);
                writer.Write(node.Threshold);
                writer.Write(node.MissingRight);
                writer.Write(node.Left);
                writer.Write(node.Right);
            }

            for (var leaf = 0; leaf < tree.Leaves.Length; leaf++)
            {
                writer.Write(tree.Leaves[leaf]);
                writer.Write(tree.LeafRows[leaf]);
            }
        }
    }

    /// <exception cref="InvalidDataException">These bytes are no ensemble.</exception>
    /// <exception cref="EndOfStreamException">They end too early.</exception>
    public static TreeEnsemble Read(BinaryReader reader)
    {
        var features = Count(reader, MostFeatures, "features");
        var baseline = reader.ReadInt64();
        var trees = new List<RegressionTree>();
        for (var left = Count(reader, MostTrees, "trees"); left > 0; left--)
            trees.Add(Tree(reader));
        try
        {
            return new(features, baseline, trees);
        }
        catch (ArgumentException e)
        {
            throw new InvalidDataException(e.Message, e);
        }
    }

    private static RegressionTree Tree(BinaryReader reader)
    {
        var nodes = new TreeNode[Count(reader, MostNodes, "inner nodes")];
        for (var i = 0; i < nodes.Length; i++)
            nodes[i] = new(reader.ReadInt32(), reader.ReadSingle(), reader.ReadBoolean(), reader.ReadInt32(), reader.ReadInt32());
        var (leaves, rows) = (new long[nodes.Length + 1], new int[nodes.Length + 1]);
        for (var i = 0; i < leaves.Length; i++)
            (leaves[i], rows[i]) = (reader.ReadInt64(), reader.ReadInt32());
        try
        {
            return new(nodes, leaves, rows);
        }
        catch (ArgumentException e)
        {
            throw new InvalidDataException(e.Message, e);
        }
    }

    private static int Count(BinaryReader reader, int most, string what)
    {
        var count = reader.ReadInt32();
        return count >= 0 && count <= most ? count : throw new InvalidDataException($"{count} is no number of {what}.");
    }
}
