using System.Security.Cryptography;
using Matchmaking.Ranking.Features;
using Matchmaking.Ranking.ModelFiles;
using Matchmaking.Ranking.Trees;
using Matchmaking.Tests.Ranking.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Ranking.ModelFiles;

internal sealed class ModelFileTests
{
    private static readonly float[] _goldenRow = [0.5f, float.NaN, -2f];

    [Test]
    public void Read_WhatWasWritten_SameTreesAndSameScores()
    {
        var random = new Random(3);
        var file = new ModelFile { Version = "learned-7", Parts = [Part(random, "fund-to-requests", 9, 3), Part(random, "request-to-funds", 4, 0)] };

        var read = ModelFile.Read(file.ToBytes());

        Assert.That(read.ToBytes(), Is.EqualTo(file.ToBytes()));
        Assert.That((read.Version, read.Parts.Count), Is.EqualTo(("learned-7", 2)));
        foreach (var (before, after) in file.Parts.Zip(read.Parts))
        {
            var rows = RandomTrees.Rows(random, 50, before.Features.Count);
            Assert.That(after.Features, Is.EqualTo(before.Features));
            Assert.That(Scores(after.Ensemble, rows), Is.EqualTo(Scores(before.Ensemble, rows)));
            Assert.That(after.Refits.Select(r => Scores(r, rows)), Is.EqualTo(before.Refits.Select(r => Scores(r, rows))));
        }
    }

    /// <summary>Written once by the first build that had the format; it stays as it is for good.</summary>
    [Test]
    public void Read_FileOfFormat1_ScoresAsItDid()
    {
        var bytes = File.ReadAllBytes(Path.Combine(TestContext.CurrentContext.TestDirectory, "Golden", "model-1.bin"));

        var file = ModelFile.Read(bytes);

        Assert.That(file.Version, Is.EqualTo("golden-1"));
        var part = file.Part("fund-to-requests");
        Assert.That(string.Join(' ', part.Features), Is.EqualTo("alpha beta@2 gamma"));
        Assert.That((part.Ensemble.Score(_goldenRow), part.Refits.Single().Score(_goldenRow)), Is.EqualTo((-1_234_567_890_123L + 77, 5L)));
        Assert.That(file.ToBytes(), Is.EqualTo(bytes), "format 1 is the one that is written");
    }

    [Test]
    public void Read_AnyByteChanged_Refused()
    {
        var bytes = Small().ToBytes();
        for (var at = 0; at < bytes.Length; at++)
        {
            var changed = bytes.ToArray();
            changed[at] ^= 0x20;
            Assert.That(() => ModelFile.Read(changed), Throws.TypeOf<ModelFileException>(), $"byte {at}");
        }
    }

    [Test]
    public void Read_CutAnywhereOrLonger_Refused()
    {
        var bytes = Small().ToBytes();
        for (var length = 0; length < bytes.Length; length++)
            Assert.That(() => ModelFile.Read(bytes[..length]), Throws.TypeOf<ModelFileException>(), $"{length} bytes");
        Assert.That(Code([.. bytes, 0]), Is.EqualTo("truncated"));
        Assert.That(Code("not a model"u8.ToArray()), Is.EqualTo("not-a-model-file"));
    }

    [Test]
    public void Read_LaterFormat_SaysSo()
    {
        var bytes = Small().ToBytes();
        bytes[8] = 2;

        Assert.That(Code(bytes), Is.EqualTo("format-unknown"));
    }

    [Test]
    public void Read_BodyChangedAndSealedAgain_IsReadWholeOrRefusedAsDamaged()
    {
        var bytes = Small().ToBytes();
        var random = new Random(11);
        var refused = 0;
        for (var trial = 0; trial < 3_000; trial++)
        {
            var changed = bytes.ToArray();
            for (var change = random.Next(1, 4); change > 0; change--)
                changed[random.Next(18, bytes.Length - 32)] = (byte)random.Next(256);
            SHA256.HashData(changed.AsSpan(0, changed.Length - 32)).CopyTo(changed.AsSpan(changed.Length - 32));
            try
            {
                Assert.That(ModelFile.Read(changed).ToBytes(), Has.Length.GreaterThan(50));
            }
            catch (ModelFileException e)
            {
                Assert.That(e.Code, Is.EqualTo("damaged"));
                refused++;
            }
        }

        Assert.That(refused, Is.InRange(500, 2_900), "both happen");
    }

    [Test]
    public void Choose_SomeColumnsInAnotherOrder_TheFeaturesNamed()
    {
        var chosen = WithColumns("loss-headroom", "stage-focus", "prior-score").Choose(FeatureSet.All);

        Assert.That(chosen.Infos.Select(i => i.Id), Is.EqualTo(new List<string> { "loss-headroom", "stage-focus", "prior-score" }));
        Assert.That(chosen.Infos[1], Is.SameAs(FeatureSet.All.Infos[1]));
    }

    [TestCase("stage-focus@2", "here it is stage-focus", TestName = "Choose_ColumnOfAnotherRevision_Refused")]
    [TestCase("star-sign", "here fund-to-requests has no such feature", TestName = "Choose_ColumnThatNobodyComputes_Refused")]
    [TestCase("prior-score", "so is column 1", TestName = "Choose_ColumnTwice_Refused")]
    public void Choose_ColumnThatIsNotThere_Refused(string column, string trouble)
    {
        var refusal = Assert.Throws<ModelFileException>(() => WithColumns("prior-score", column, "place-fit").Choose(FeatureSet.All))!;

        Assert.That((refusal.Code, refusal.Message), Is.EqualTo(("features-differ", $"Column 2 of the model is {column}; {trouble}.")));
    }

    [Test]
    public void Id_LaterRevision_NamesIt() =>
        Assert.That((new FeatureInfo("a", "", "", "", true).Id, new FeatureInfo("a", "", "", "", true) { Revision = 2 }.Id), Is.EqualTo(("a", "a@2")));

    private static ModelPart WithColumns(params string[] ids) => new("fund-to-requests", ids, new(ids.Length, 0, []), []);

    private static ModelFile Small() => new() { Version = "small", Parts = [Part(new Random(5), "fund-to-requests", 3, 1)] };

    private static ModelPart Part(Random random, string name, int features, int refits) => new(
        name,
        [.. Enumerable.Range(0, features).Select(f => $"feature-{f}")],
        RandomTrees.Ensemble(random, features, 3, 6),
        [.. Enumerable.Range(0, refits).Select(_ => RandomTrees.Ensemble(random, features, 2, 5))]);

    private static long[] Scores(TreeEnsemble ensemble, float[] rows) => [.. rows.Chunk(ensemble.Features).Select(r => ensemble.Score(r))];

    private static string Code(byte[] bytes) => Assert.Throws<ModelFileException>(() => ModelFile.Read(bytes))!.Code;
}
