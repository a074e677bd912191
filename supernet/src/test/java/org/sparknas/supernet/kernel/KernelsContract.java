package org.sparknas.supernet.kernel;

/** What every implementation of {@link Kernels} must compute. */
abstract class KernelsContract
    implements ConvolutionContract,
        DepthwiseContract,
        PoolingContract,
        ChannelContract,
        NormalisationContract,
        ChunkContract,
        ActivationContract,
        GateContract,
        MatrixContract,
        DescentContract {}
