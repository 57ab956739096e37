refusal-database-busy = 系统正忙，这次操作没有保存。请稍等片刻再试一次。
