"""Small models with random weights, saved as sentence-transformers folders."""

import shutil

from index.model_files import MINILM_ENCODER, model_folder

DIM = 32


def save_model(folder, pooling="cls", dense=None, max_tokens=64, prompt=None):
    """A BERT of two layers with the packaged model's word pieces; `dense` is a last layer's size.

    `prompt` is put before each text.
    """
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer import modules as parts
    from transformers import BertConfig, BertModel, BertTokenizerFast

    torch.manual_seed(0)
    bert = folder.with_name(f"{folder.name}-bert")
    config = BertConfig(hidden_size=DIM, num_hidden_layers=2, num_attention_heads=2,
                        intermediate_size=64, max_position_embeddings=128)  # fmt: skip
    BertModel(config).save_pretrained(bert)
    BertTokenizerFast.from_pretrained(model_folder(MINILM_ENCODER)).save_pretrained(bert)
    transformer = parts.Transformer(str(bert), max_seq_length=max_tokens)
    modules = [transformer, parts.Pooling(DIM, pooling_mode=pooling)]
    if dense:
        modules.append(parts.Dense(DIM, dense))
    prompts = {"p": prompt} if prompt else None
    model = SentenceTransformer(
        modules=modules, device="cpu", prompts=prompts, default_prompt_name="p" if prompt else None
    )
    model.save(str(folder), create_model_card=False)
    shutil.rmtree(bert)
    return folder
